import { text } from 'node:stream/consumers';
import { createHost } from '../../oci/distribution/host';
import { keepLogin } from '../../registries/credentials/keepLogin';
import { hostOf } from '../../registries/pastedHost';
import { defineCommand } from '../command';
import { registryOptions } from '../options';
import type { Session } from '../session';
import { usageError } from '../usageError';

export const login = defineCommand({
  arguments: [{ name: 'HOST', description: 'host[:port] of the registry' }],
  description: [
    'The registry is asked whether it takes the login before it is kept, in Helm’s registry\nconfiguration or with the credential helper of Docker’s, where helm, docker and Chartroom find it.',
    'Amazon ECR and Azure Container Registry need no login here: the credentials of AWS, a service\nprincipal in AZURE_CLIENT_ID, a federated token or the session of az are used as they are.',
  ],
  options: {
    username: { type: 'string', short: 'u', value: 'USER', description: 'user name' },
    'password-stdin': { type: 'boolean', description: 'read the password or token from stdin' },
    password: {
      type: 'string',
      short: 'p',
      value: 'SECRET',
      description:
        'password or token; others on this machine can see it, so prefer --password-stdin',
    },
    ...registryOptions,
  },
  examples: [
    {
      command: 'echo "$TOKEN" | chartroom login ghcr.io --username "$USER" --password-stdin',
      what: 'in a pipeline',
    },
    { command: 'chartroom login registry.example', what: 'at a terminal: both are asked for' },
  ],
  async run({ arguments: [typed = ''], options, session }) {
    const host = hostOf(typed);
    if (options.password !== undefined) {
      session.console.warn(
        'a password among the arguments can be seen by others: --password-stdin is safer',
      );
    }
    const username = options.username ?? (await ask(session, 'Username: ', '--username', false));
    const password = await passwordOf(options, session);
    session.console.step(`signing in to ${host}`);
    await verify(host, { username, password }, session);
    const kept = await keepLogin(host, { username, password }, session.surroundings, session);
    if (kept.isPlainText) {
      session.console.warn(
        `the password is kept unencrypted in ${kept.place}, readable by you alone; a credential helper keeps it safer`,
      );
    }
    return {
      result: { host, username, keptIn: kept.place, encrypted: !kept.isPlainText },
      text: ['Login Succeeded'],
    };
  },
});

interface PasswordOptions {
  readonly password?: string | undefined;
  readonly 'password-stdin'?: boolean | undefined;
}

async function passwordOf(options: PasswordOptions, session: Session): Promise<string> {
  if (options.password !== undefined) return options.password;
  if (!options['password-stdin']) return ask(session, 'Password: ', '--password-stdin', true);
  // What ends a line is not part of it.
  const password = (await text(session.surroundings.stdin)).replace(/\r?\n$/, '');
  if (password !== '') return password;
  throw usageError('value', '--password-stdin found no password on stdin');
}

async function ask(
  { surroundings, signal, console }: Session,
  question: string,
  option: string,
  isHidden: boolean,
): Promise<string> {
  if (!surroundings.stdin.isTTY) {
    throw usageError('value', 'There is no terminal to ask at: {option} is needed', { option });
  }
  console.end();
  return surroundings.ask(question, isHidden, signal);
}

/** With this login and no other; a refusal is told as it is. */
async function verify(
  host: string,
  { username, password }: { readonly username: string; readonly password: string },
  session: Session,
): Promise<void> {
  const { signal } = session;
  const registries = await session.registries();
  const client = createHost({
    ...registries.clientOptions(host),
    credentials: {
      onTrial: true,
      get: (asked) =>
        Promise.resolve(asked === host ? { kind: 'basic', username, password } : undefined),
    },
  });
  await client.ping({ signal });
}
