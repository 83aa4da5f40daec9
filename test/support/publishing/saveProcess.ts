/** Saves a chart in a process of its own and prints the digest. Arguments: the chart, the folder of the saved charts. */
import { openLayout } from '../../../src/oci/layout/layout';
import { saveChart } from '../../../src/publishing/save';

const [chart = '', saved = ''] = process.argv.slice(2);
void saveChart(chart, openLayout(saved)).then(({ digest }) => {
  process.stdout.write(digest);
});
