/** A registry in a process of its own, to be killed. Argument: its folder. Prints its address. */
import { startRegistry } from './registry/testRegistry';

const [directory = ''] = process.argv.slice(2);
void startRegistry({ directory }).then(({ url }) => {
  process.stdout.write(`${url}\n`);
});
