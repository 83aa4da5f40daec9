/** A chart repository in a process of its own. Argument: its folder. Prints its address. */
import { startChartRepository } from './chartRepository';

const [folder = ''] = process.argv.slice(2);
void startChartRepository({ folder }).then(({ url }) => {
  process.stdout.write(`${url}\n`);
});
