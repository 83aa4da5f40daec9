/**
 * Leads what this process fetches from https hosts to servers on loopback, in the way of a reverse
 * proxy: what such a server says of its own address is made the host's. Returns what ends that.
 * @param routes `host[:port]` of the server, by the name of the host
 */
export function reroute(routes: Readonly<Record<string, string>>): () => void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const { origin, host, href } = new URL(input instanceof Request ? input.url : input);
    const server = routes[host];
    if (server === undefined) return fetch(input, init);
    const address = `http://${server}`;
    return named(await fetch(href.replace(origin, address), init), address, origin);
  };
  return () => {
    globalThis.fetch = fetch;
  };
}

/** The response with one address in place of another in the headers that lead somewhere. */
function named(response: Response, address: string, origin: string): Response {
  const headers = new Headers(response.headers);
  for (const name of ['location', 'link', 'www-authenticate']) {
    const value = headers.get(name);
    if (value !== null) headers.set(name, value.replaceAll(address, origin));
  }
  return new Response(response.body, { status: response.status, headers });
}
