/**
 * node:test ends its events with the process, which an extension host never does, so a test of this
 * name comes after all others and tells that they are over.
 */
export const lastTest = 'the extension host suite is over';
