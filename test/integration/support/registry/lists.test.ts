import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  descriptorOf,
  imageManifest,
  manifestOf,
  problemIn,
  pushPlain,
  pushPlainBlob,
  putManifest,
} from '../../../support/plainPush';
import { inRegistry } from '../../../support/registryFixture';

void describe('lists of the test registry', () => {
  void it('gives tags in order, in pages that lead to the next', async () => {
    await inRegistry(async ({ url }) => {
      for (const tag of ['c', 'a', 'b', 'A', 'd']) await pushPlain(url, 'x', tag);
      assert.deepEqual(await follow(`${url}/v2/x/tags/list?n=2`), [['A', 'a'], ['b', 'c'], ['d']]);
      assert.deepEqual(await follow(`${url}/v2/x/tags/list`), [['A', 'a', 'b', 'c', 'd']]);
      assert.deepEqual(await follow(`${url}/v2/x/tags/list?last=bb`), [['c', 'd']]);
      assert.deepEqual(await follow(`${url}/v2/x/tags/list?n=0`), [[]]);
      const wrong = await fetch(`${url}/v2/x/tags/list?n=two`);
      assert.equal(await problemIn(wrong), '400 PAGINATION_NUMBER_INVALID');
    });
  });

  void it('gives no more a page than its own limit', async () => {
    await inRegistry(
      async ({ url }) => {
        for (const name of ['team/b', 'team/a', 'other']) await pushPlain(url, name, '1');
        const pages = [['other', 'team/a'], ['team/b']];
        assert.deepEqual(await follow(`${url}/v2/_catalog`), pages);
        assert.deepEqual(await follow(`${url}/v2/_catalog?n=100`), pages);
      },
      { pageSize: 2 },
    );
  });

  void it('has no catalog when told so', async () => {
    await inRegistry(
      async ({ url }) => {
        assert.equal((await fetch(`${url}/v2/_catalog`)).status, 404);
      },
      { catalog: false },
    );
  });

  void it('lists what refers to a manifest, of one type when asked', async () => {
    await inRegistry(
      async ({ url }) => {
        const subject = descriptorOf(imageManifest, 'not pushed yet');
        const first = await pushPlain(url, 'a', 's', {
          more: { subject, artifactType: 'example/signature', annotations: { by: 'ann' } },
        });
        await pushPlain(url, 'a', 't', { more: { subject, artifactType: 'example/sbom' } });

        const all = await index(`${url}/v2/a/referrers/${subject.digest}`);
        assert.equal(all.manifests.length, 2);
        const path = `${url}/v2/a/referrers/${subject.digest}?artifactType=example/signature`;
        const signatures = await index(path);
        assert.equal(signatures.filtered, 'artifactType');
        const [signature] = signatures.manifests;
        assert.equal(signature?.digest, first);
        assert.deepEqual(signature.annotations, { by: 'ann' });

        await fetch(`${url}/v2/a/manifests/${first}`, { method: 'DELETE' });
        assert.equal((await index(path)).manifests.length, 0);
      },
      { referrers: true },
    );
  });

  for (const referrers of [true, false]) {
    void it(`says by OCI-Subject that it ${referrers ? 'keeps' : 'does not keep'} referrers`, async () => {
      await inRegistry(
        async ({ url }) => {
          for (const content of ['{}', 'layer']) await pushPlainBlob(url, 'a', content);
          const subject = descriptorOf(imageManifest, 'subject');
          const put = await putManifest(url, 'a', 's', manifestOf('{}', 'layer', { subject }));
          assert.equal(put.headers.get('oci-subject'), referrers ? subject.digest : null);
          const list = await fetch(`${url}/v2/a/referrers/${subject.digest}`);
          assert.equal(list.status, referrers ? 200 : 404);
        },
        { referrers },
      );
    });
  }
});

interface List {
  readonly tags?: readonly string[];
  readonly repositories?: readonly string[];
}

/** The pages of a list, found by the Link headers alone. */
async function follow(first: string): Promise<(readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  let next: string | undefined = first;
  while (next !== undefined) {
    const response: Response = await fetch(next);
    const list = (await response.json()) as List;
    pages.push(list.tags ?? list.repositories ?? []);
    const [, link] = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '') ?? [];
    next = link === undefined ? undefined : new URL(link, response.url).href;
  }
  return pages;
}

interface Referrers {
  readonly filtered: string | null;
  readonly manifests: readonly { readonly digest: string; readonly annotations?: object }[];
}

async function index(url: string): Promise<Referrers> {
  const response = await fetch(url);
  assert.equal(response.headers.get('content-type'), 'application/vnd.oci.image.index.v1+json');
  const { manifests } = (await response.json()) as Pick<Referrers, 'manifests'>;
  return { filtered: response.headers.get('oci-filters-applied'), manifests };
}
