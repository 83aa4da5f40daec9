import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sha256 } from '../../../src/oci/digest';
import { installCommand } from '../../../src/publishing/installCommand';

const digest = sha256('manifest');
const rows: [string, string][] = [
  ['1.4.0', 'helm install shop oci://registry.example/charts/shop --version 1.4.0'],
  ['1.4.0_build.5', 'helm install shop oci://registry.example/charts/shop --version 1.4.0+build.5'],
  ['v1.4', 'helm install shop oci://registry.example/charts/shop --version v1.4'],
  ['latest', `helm install shop oci://registry.example/charts/shop@${digest}`],
];

describe('the helm install line', () => {
  for (const [tag, line] of rows) {
    it(`names ${tag} so that Helm finds it`, () => {
      assert.equal(installCommand('registry.example/charts/shop', tag, digest, 'shop'), line);
    });
  }

  it('says so of a registry that speaks http', () => {
    assert.equal(
      installCommand('registry.example/charts/shop', '1.2.3', undefined, 'shop', true),
      'helm install shop oci://registry.example/charts/shop --version 1.2.3 --plain-http',
    );
  });
});
