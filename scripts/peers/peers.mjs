import { existsSync, readFileSync } from 'node:fs';
import { debianPeers } from './debianPeer.mjs';
import { npmPeer } from './npmPeer.mjs';
import { pythonPeer } from './pythonPeer.mjs';

const catalogue = JSON.parse(readFileSync(new URL('./peers.json', import.meta.url), 'utf8'));

/**
 * Gets the named real peers ready: one that its environment variable points to, else one that is
 * installed, else one that can be installed now.
 *
 * @param {ReadonlySet<string>} names of peers.json
 * @param {string} directory where npm and Python peers are kept, for example `.vscode-test/peers`
 * @returns {Promise<{ env: Record<string, string>, missing: { name: string, title: string, reason: string }[] }>}
 *   `env` holds the path of each peer under its variable, or nothing there when it is missing.
 */
export async function gatherPeers(names, directory) {
  const env = {};
  const missing = [];
  const settle = (peer, result) => {
    env[peer.variable] = result.path ?? '';
    if ('missing' in result)
      missing.push({ name: peer.name, title: peer.title, reason: result.missing });
  };
  const chosen = (peer) => names.has(peer.name) && !isGiven(peer, settle);
  for (const peer of catalogue.npm.filter(chosen)) settle(peer, await npmPeer(peer, directory));
  for (const peer of catalogue.python.filter(chosen)) {
    settle(peer, await pythonPeer(peer, directory));
  }
  const debian = await debianPeers(catalogue.debian.filter(chosen));
  for (const [peer, result] of debian) settle(peer, result);
  return { env, missing };
}

/** A peer given by its variable is taken as it is; a wrong path is told, never replaced silently. */
function isGiven(peer, settle) {
  const path = process.env[peer.variable];
  if (path === undefined || path === '') return false;
  if (existsSync(path)) settle(peer, { path });
  else settle(peer, { missing: `${peer.variable} points to ${path}, which does not exist` });
  return true;
}
