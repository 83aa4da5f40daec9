import { aptInstall, findProgram } from './aptGet.mjs';

/**
 * Finds each peer among the programs on PATH and lets apt-get install those that are missing,
 * which takes a Debian machine and root.
 *
 * @returns {Promise<Map<object, { path: string } | { missing: string }>>}
 */
export async function debianPeers(peers) {
  const found = new Map();
  for (const peer of peers) found.set(peer, await findProgram(peer.commands));
  const wanted = peers.filter((peer) => found.get(peer) === undefined);
  const failure =
    wanted.length === 0 ? undefined : await aptInstall(wanted.map((peer) => peer.package));
  const result = new Map();
  for (const peer of peers) {
    const path = found.get(peer) ?? (await findProgram(peer.commands));
    result.set(peer, path === undefined ? { missing: howToGet(peer, failure) } : { path });
  }
  return result;
}

function howToGet(peer, failure) {
  return `${failure}: run "apt-get install ${peer.package}" or set ${peer.variable} to an installed one`;
}
