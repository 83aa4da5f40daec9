import type { ChartContents } from '../contents/contents';
import type { ComparisonView } from './comparisonView';
import { createComparisonTexts } from './texts';

/** What compares charts and shows it, loaded with the first comparison. */
export interface Comparison {
  dispose(): void;
  view(): Promise<ComparisonView>;
}

/** @param showError is told what fails when a comparison follows the files of the workspace */
export function createComparison(
  contents: Pick<ChartContents, 'reader'>,
  showError: (error: unknown) => void,
): Comparison {
  const texts = createComparisonTexts();
  let loading: Promise<ComparisonView> | undefined;
  const load = async (): Promise<ComparisonView> => {
    const [reader, { createComparisonView }] = await Promise.all([
      contents.reader(),
      import(/* webpackChunkName: "charts" */ './comparisonView.js'),
    ]);
    return createComparisonView({ reader, texts, showError });
  };
  return {
    view: () => {
      loading ??= load().catch((error: unknown) => {
        loading = undefined;
        throw error;
      });
      return loading;
    },
    dispose: () => {
      texts.dispose();
      void loading?.then((view) => {
        view.dispose();
      });
    },
  };
}
