import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publishTarget } from '../../../../src/publishing/publishTarget';
import type { ReleaseChart } from '../../../../src/publishing/release/chart';
import { orderCharts, workspaceDependencies } from '../../../../src/publishing/release/order';

/** A chart in `/work/NAME`, published below `oci://dev.example/charts/`. */
function chart(
  name: string,
  ...repositories: readonly (readonly [string, string])[]
): ReleaseChart {
  return {
    directory: `/work/${name}`,
    name,
    version: '1.0.0',
    dependencies: repositories.map(([other, repository]) => ({ name: other, repository })),
    places: [publishTarget('oci://dev.example/charts/', name)],
  };
}

function namesOf(lists: readonly (readonly ReleaseChart[])[]): readonly (readonly string[])[] {
  return lists.map((list) => list.map(({ name }) => name));
}

describe('the order of publishing', () => {
  it('is sub-charts first, by folder and by the place they are published to', () => {
    const charts = [
      chart('shop', ['cache', 'file://../cache'], ['base', 'oci://dev.example/charts']),
      chart('cache', ['base', 'file://../base/']),
      chart('worker'),
      chart('base'),
    ];
    const { steps, cycles } = orderCharts(charts);
    assert.deepEqual(namesOf(steps), [['worker', 'base'], ['cache'], ['shop']]);
    assert.deepEqual(cycles, []);
  });

  it('is not touched by charts of elsewhere, and of the same name', () => {
    const charts = [
      chart('shop', ['base', 'oci://other.example/charts'], ['base', 'https://charts.example']),
      chart('base', ['shop', '']),
    ];
    assert.deepEqual(namesOf(orderCharts(charts).steps), [['shop', 'base']]);
  });

  it('tells circles, each once, and has no place for what depends on one', () => {
    const charts = [
      chart('a', ['b', 'file://../b']),
      chart('b', ['c', 'file://../c']),
      chart('c', ['b', 'file://../b']),
      chart('self', ['self', 'file://.']),
      chart('free'),
    ];
    const { steps, cycles } = orderCharts(charts);
    assert.deepEqual(namesOf(steps), [['free']]);
    assert.deepEqual(namesOf(cycles), [['b', 'c'], ['self']]);
  });

  it('knows whether a sub-chart comes from its folder or from a place', () => {
    const shop = chart('shop', ['cache', 'file://../cache'], ['base', 'oci://dev.example/charts/']);
    const found = workspaceDependencies(shop, [shop, chart('cache'), chart('base')]);
    assert.deepEqual(
      found.map((one) => [one.chart.name, one.place?.repository]),
      [
        ['cache', undefined],
        ['base', 'charts/base'],
      ],
    );
  });
});
