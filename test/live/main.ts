import { randomBytes } from 'node:crypto';
import { openDesk } from '../support/publishing/desk';
import { hostedFlow } from '../support/publishing/hostedFlow';
import { inTemporaryFolder } from '../support/temporaryFolder';
import type { LiveAccount } from './account';
import { acrAccount } from './acr';
import { ecrAccount } from './ecr';
import { UsageError } from './variable';

// Run by scripts/live.mjs only: everything else stays on loopback.
main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 1;
});

/** Takes a chart through a registry of a real account, and says what was proved. */
async function main(kind: string | undefined): Promise<void> {
  const { registry, who, prefix } = await accountOf(kind);
  const repository = `${prefix}/lobby-${randomBytes(4).toString('hex')}`;
  console.log(`${who}: ${registry.host}/${repository}`);
  await inTemporaryFolder(async (folder) => {
    const flow = hostedFlow(registry, repository, await openDesk(folder));
    for await (const step of flow) console.log(`ok - ${step}`);
  });
}

function accountOf(kind: string | undefined): Promise<LiveAccount> {
  switch (kind) {
    case 'ecr':
      return ecrAccount();
    case 'acr':
      return acrAccount();
    case undefined:
    default:
      throw new UsageError('Say which kind of registry: npm run live -- ecr, or -- acr.');
  }
}
