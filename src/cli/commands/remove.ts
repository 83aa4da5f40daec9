import { formatSize } from '../../base/size';
import { removeSaved } from '../../publishing/removeSaved';
import { savedName } from '../chartSource';
import { defineCommand } from '../command';
import { dryRunOption, savedOptions } from '../options';

export const remove = defineCommand({
  arguments: [{ name: 'REF', description: 'references of saved charts', many: true }],
  description: [
    'What no other reference needs is deleted from the disk. Registries are left alone.',
  ],
  options: { ...savedOptions, ...dryRunOption },
  examples: [{ command: 'chartroom remove app:1.2.0', what: 'forget a saved chart' }],
  async run({ arguments: typed, options, session }) {
    const saved = await session.saved();
    const removed: { reference: string; digest: string }[] = [];
    // All of them are looked up first: a slip in the last one must not cost the others.
    for (const reference of new Set(typed.map(savedName))) {
      const { digest } = await saved.resolve(reference, session);
      removed.push({ reference, digest });
    }
    let freedBytes = 0;
    if (!options['dry-run']) {
      for (const { reference } of removed) {
        freedBytes += await removeSaved(saved, reference, session);
      }
    }
    const verb = options['dry-run'] ? 'Would remove' : 'Removed';
    return {
      result: { removed, freedBytes },
      text: [
        ...removed.map(({ reference }) => `${verb}: ${reference}`),
        ...(options['dry-run'] ? [] : [`Freed: ${formatSize(freedBytes)}`]),
      ],
    };
  },
});
