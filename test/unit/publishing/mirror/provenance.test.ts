import assert from 'node:assert/strict';
import { it } from 'node:test';
import { provenanceUrl } from '../../../../src/publishing/mirror/provenance';

void it('a provenance file is beside its archive, and a query stays behind its name', () => {
  assert.equal(provenanceUrl('app-1.0.0.tgz'), 'app-1.0.0.tgz.prov');
  assert.equal(
    provenanceUrl('https://charts.example/app-1.0.0.tgz?key=1'),
    'https://charts.example/app-1.0.0.tgz.prov?key=1',
  );
});
