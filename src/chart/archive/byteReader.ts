/** Reads a stream of chunks by count instead of by chunk. */
export interface ByteReader {
  /** Exactly `length` bytes; fewer only when the stream ends before. */
  take(length: number): Promise<Buffer>;
  /** The next bytes that are there, at least one and at most `limit`; undefined at the end of the stream. */
  next(limit: number): Promise<Uint8Array | undefined>;
  /** Tells the source that nobody reads on. */
  close(): Promise<void>;
}

export function byteReader(content: AsyncIterable<Uint8Array>): ByteReader {
  const source = content[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);

  async function next(limit: number): Promise<Uint8Array | undefined> {
    while (rest.length === 0) {
      const step = await source.next();
      if (step.done === true) return undefined;
      rest = step.value;
    }
    const part = rest.subarray(0, limit);
    rest = rest.subarray(part.length);
    return part;
  }

  async function take(length: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    let wanted = length;
    while (wanted > 0) {
      const part = await next(wanted);
      if (part === undefined) break;
      parts.push(part);
      wanted -= part.length;
    }
    return Buffer.concat(parts);
  }

  async function close(): Promise<void> {
    await source.return?.();
  }

  return { take, next, close };
}
