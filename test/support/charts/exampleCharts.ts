import { noise } from './bytes';
import { tgzArchive } from './tarArchive';
import type { Files } from './writeFiles';

/** A chart of everyday files, with a comment and odd spacing that must survive packing. */
export const simpleChart: Files = {
  'Chart.yaml': [
    '# The front desk',
    'apiVersion:   v2',
    'name: lobby',
    'version: 1.2.3+build.7',
    'appVersion: "4.5"',
    'description: Where guests arrive',
    '',
  ].join('\n'),
  'values.yaml': 'replicas: 2\nimage:\n  tag: stable\n',
  'values.schema.json': '{ "type": "object" }\n',
  'README.md': '# Lobby\n',
  'crds/guest.yaml': [
    'apiVersion: apiextensions.k8s.io/v1',
    'kind: CustomResourceDefinition',
    'metadata:',
    '  name: guests.example.com',
    '',
  ].join('\n'),
  'templates/_names.tpl': '{{- define "lobby.name" -}}{{ .Release.Name }}-lobby{{- end -}}\n',
  'templates/configmap.yaml': [
    'apiVersion: v1',
    'kind: ConfigMap',
    'metadata:',
    '  name: {{ include "lobby.name" . }}',
    'data:',
    '  replicas: {{ .Values.replicas | quote }}',
    '',
  ].join('\n'),
};

/** The least there can be in a chart's folder. */
export function minimalChart(name: string, version = '0.1.0'): Files {
  return { 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n` };
}

/** The same as a `.tgz`, as another tool would make it. */
export function minimalArchive(name: string, version = '0.1.0'): Buffer {
  return tgzArchive(
    Object.entries(minimalChart(name, version)).map(([path, content]) => ({
      name: `${name}/${path}`,
      content: content as string,
    })),
  );
}

/** Dependencies of both kinds, a folder and an archive, and what Helm passes over in `charts/`. */
export const chartWithSubcharts: Files = {
  'Chart.yaml': [
    'apiVersion: v2',
    'name: hotel',
    'version: 2.0.0',
    'dependencies:',
    '  - { name: kitchen, version: 1.x, repository: "oci://registry.example/charts" }',
    '  - { name: laundry, version: 0.1.0 }',
    '',
  ].join('\n'),
  ...below('charts/kitchen-folder', minimalChart('kitchen', '1.1.0')),
  'charts/laundry-0.1.0.tgz': minimalArchive('laundry'),
  'charts/laundry-0.1.0.tgz.prov': 'not a chart',
  'charts/_drafts/notes.txt': 'not a chart',
  'charts/.keep': '',
};

/** Before apiVersion v2, dependencies were a file of their own. */
export const chartWithRequirements: Files = {
  'Chart.yaml': 'apiVersion: v1\nname: inn\nversion: 0.9.0\n',
  'requirements.yaml': 'dependencies:\n  - { name: stable, version: 0.1.0 }\n',
  ...below('charts/stable', minimalChart('stable')),
};

/** Content that careless tools change. */
export const chartOfOddities: Files = {
  'Chart.yaml': '\uFEFFapiVersion: v2\r\nname: oddities\r\nversion: 0.1.0\r\n',
  'values.yaml': '\uFEFFgreeting: gr\u00fc\u00df Gott\r\n',
  'empty.txt': '',
  'binary.bin': noise(1_000),
  'block.bin': noise(512),
  [`deep/${'d'.repeat(60)}/${'f'.repeat(80)}.txt`]: 'fits the ustar prefix',
  [`long-${'n'.repeat(120)}.txt`]: 'needs a PAX header',
  'composed/\u00fcbersicht \u65e5\u672c.txt': 'composed',
  'decomposed/u\u0308bersicht.txt': 'decomposed',
};

/** The files one folder deeper. */
export function below(folder: string, files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]),
  );
}
