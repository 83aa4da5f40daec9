import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';

// The optimizing compiler is still at work on the parser when a test ends; where it wants memory then, it and the process
// wait for each other for ever (nodejs/node#54918).
setFlagsFromString('--no-opt');

interface Hcl2Json {
  readonly parse: (name: string, text: string) => Promise<object>;
}

/** The blocks of a text by HashiCorp's own parser, as JSON. */
export function parseHcl(text: string): Promise<object> {
  // Not by `import`: its types bring those of browsers along, which are not the ones of Node.
  const require = createRequire(__filename);
  const { parse } = require('@cdktf/hcl2json') as Hcl2Json;
  return parse('main.tf', text);
}
