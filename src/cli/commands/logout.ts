import { forgetLogin } from '../../registries/credentials/keepLogin';
import { hostOf } from '../../registries/pastedHost';
import { defineCommand } from '../command';

export const logout = defineCommand({
  arguments: [{ name: 'HOST', description: 'host[:port] of the registry' }],
  description: [
    'Takes away what chartroom login or helm registry login has kept. A login of docker stays.',
  ],
  options: {},
  examples: [{ command: 'chartroom logout ghcr.io', what: 'forget the login for ghcr.io' }],
  async run({ arguments: [typed = ''], session }) {
    const host = hostOf(typed);
    const place = await forgetLogin(host, session.surroundings, session);
    return {
      result: { host, removed: place !== undefined, ...(place !== undefined && { place }) },
      text: [place === undefined ? `No login for ${host}` : `Removed the login for ${host}`],
    };
  },
});
