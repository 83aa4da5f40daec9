import { ChartroomError } from '../base/error';

/** The tag names other content, and nobody said that it may be moved. */
export function tagTaken(reference: string, digest: string): ChartroomError {
  return new ChartroomError({
    code: 'publish.tag-taken',
    template: '{reference} is published already with other content, {digest}',
    facts: { reference, digest },
  });
}
