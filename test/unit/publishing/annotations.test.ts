import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chartAnnotations } from '../../../src/publishing/annotations';

const key = (name: string): string => `org.opencontainers.image.${name}`;

describe('the annotations of a chart', () => {
  it('are those Helm writes', () => {
    assert.deepEqual(
      chartAnnotations({
        name: 'storefront',
        version: '1.2.3+build.5',
        description: 'A shop',
        home: 'https://shop.example',
        sources: ['https://git.example/shop', 'https://git.example/other'],
        maintainers: [{ name: 'Ana', email: 'ana@shop.example' }, { name: 'Bo' }],
        icon: 'https://shop.example/icon.png',
        appVersion: '7',
      }),
      {
        [key('authors')]: 'Ana (ana@shop.example), Bo',
        [key('description')]: 'A shop',
        [key('source')]: 'https://git.example/shop',
        [key('title')]: 'storefront',
        [key('url')]: 'https://shop.example',
        [key('version')]: '1.2.3+build.5',
      },
    );
  });

  it('take over the chart’s own, except for title and version', () => {
    const annotations = chartAnnotations({
      name: 'storefront',
      version: '1.0.0',
      description: 'from Chart.yaml',
      annotations: {
        [key('title')]: 'another',
        [key('version')]: '9.9.9',
        [key('description')]: 'from the annotation',
        category: 'Database',
      },
    });
    assert.deepEqual(annotations, {
      [key('title')]: 'storefront',
      [key('version')]: '1.0.0',
      [key('description')]: 'from the annotation',
      category: 'Database',
    });
  });

  it('have a time only when one is given, in whole seconds', () => {
    const chart = { name: 'a', version: '1.0.0' };
    assert.equal(key('created') in chartAnnotations(chart), false);
    const created = new Date('2026-01-02T03:04:05.678Z');
    assert.equal(chartAnnotations(chart, created)[key('created')], '2026-01-02T03:04:05Z');
  });

  it('leave out what is blank', () => {
    const annotations = chartAnnotations({
      name: 'a',
      version: '1.0.0',
      description: '  ',
      home: '',
    });
    assert.deepEqual(Object.keys(annotations).sort(), [key('title'), key('version')]);
  });
});
