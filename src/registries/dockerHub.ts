const hosts = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

/** Docker Hub goes by several names; its logins are kept under one and its API answers under another. */
export function isDockerHub(host: string): boolean {
  return hosts.includes(host.toLowerCase());
}
