import { describe } from 'node:test';
import { goldens } from '../../../support/rules/golden';

const head = 'apiVersion: v2\nname: app\n';
const whole = `${head}version: 1.0.0\n`;

describe("Helm's rules for Chart.yaml", () => {
  goldens([
    {
      rule: 'api-version-missing',
      texts: '# mine\nname: app # it\nversion: 1.0.0\n',
      findings: [
        '2:7-2:10 error api-version-missing apiVersion is required: it must be v2, or v1 for a chart as Helm 2 had them',
      ],
    },
    {
      rule: 'api-version-missing',
      texts: 'apiVersion: # none\nname: app\nversion: 1.0.0\n',
      findings: [
        '1:1-1:11 error api-version-missing apiVersion is required: it must be v2, or v1 for a chart as Helm 2 had them',
      ],
      fixed: { 'Set apiVersion to v2': 'apiVersion: v2 # none\nname: app\nversion: 1.0.0\n' },
    },
    {
      rule: 'api-version-unknown',
      texts: 'apiVersion: "v3" # new\r\nname: app\r\nversion: 1.0.0\r\n',
      findings: [
        '1:13-1:17 error api-version-unknown Helm does not know apiVersion "v3": it must be v1 or v2',
      ],
      fixed: {
        'Set apiVersion to v2': 'apiVersion: "v2" # new\r\nname: app\r\nversion: 1.0.0\r\n',
      },
    },
    {
      rule: 'name-missing',
      texts: 'apiVersion: v2 # c\nversion: 1.0.0\n',
      findings: ['1:1-1:11 error name-missing A chart needs a name'],
      fixed: {
        'Name the chart app, as its folder': 'apiVersion: v2 # c\nname: app\nversion: 1.0.0\n',
      },
    },
    {
      rule: 'name-missing',
      texts: '',
      findings: ['1:1-1:1 error name-missing A chart needs a name'],
    },
    {
      rule: 'name-invalid',
      texts: "apiVersion: v2\nname: '../app'\nversion: 1.0.0\n",
      findings: [
        '2:7-2:15 error name-invalid Helm refuses the name "../app": it must be a name and no path',
      ],
      fixed: {
        'Name the chart app, as its folder': "apiVersion: v2\nname: 'app'\nversion: 1.0.0\n",
      },
    },
    {
      rule: 'version-missing',
      texts: head,
      findings: ['2:7-2:10 error version-missing A chart needs a version'],
      fixed: { 'Set the version to 0.1.0': `${head}version: 0.1.0\n` },
    },
    {
      rule: 'version-not-text',
      texts: `${head}version: 1.10 # ten\n`,
      findings: [
        '3:10-3:14 error version-not-text Helm reads 1.10 as the number 1.1: a version is a text, so it needs quotes',
      ],
      fixed: { 'Put it in quotes': `${head}version: "1.10" # ten\n` },
    },
    {
      rule: 'version-not-semver',
      texts: `${head}version: 1.2.3.4\n`,
      findings: [
        '3:10-3:17 error version-not-semver Helm refuses the version "1.2.3.4": it is not SemVer 2, such as 1.2.3',
      ],
    },
    {
      rule: 'version-not-semver',
      texts: `${head}version: "V1.2"\n`,
      findings: [
        '3:10-3:16 error version-not-semver Helm refuses the version "V1.2": it is not SemVer 2, such as 1.2.3',
      ],
      fixed: { 'Set the version to 1.2.0': `${head}version: "1.2.0"\n` },
    },
    {
      rule: 'version-not-strict-semver',
      texts: `${head}version: "1.10" # ten\n`,
      findings: [
        '3:10-3:16 warning version-not-strict-semver Version "1.10" is not SemVer 2 in full: it needs three numbers, without zeros before them',
      ],
      fixed: { 'Set the version to 1.10.0': `${head}version: "1.10.0" # ten\n` },
    },
    { rule: 'version-not-strict-semver', texts: `${head}version: v1.2.3\n`, findings: [] },
    {
      rule: 'version-zero',
      texts: `${head}version: 0.0.0-0\n`,
      findings: [
        '3:10-3:17 error version-zero Helm refuses the version 0.0.0-0: it has to be above 0.0.0-0',
      ],
    },
    {
      rule: 'app-version-not-text',
      texts: `${whole}appVersion: 1e3\n`,
      findings: [
        '4:13-4:16 error app-version-not-text Helm reads 1e3 as the number 1000: a version is a text, so it needs quotes',
      ],
      fixed: { 'Put it in quotes': `${whole}appVersion: "1e3"\n` },
    },
    {
      rule: 'app-version-not-text',
      texts: `${whole}appVersion: on\n`,
      findings: [
        '4:13-4:15 error app-version-not-text Helm reads on as the boolean true: a version is a text, so it needs quotes',
      ],
    },
    {
      rule: 'app-version-not-text',
      texts: `${whole}appVersion:\n`,
      findings: [
        '4:1-4:11 error app-version-not-text appVersion has to be a text, and there is none: leave the key out, or write ""',
      ],
      fixed: { 'Write an empty text': `${whole}appVersion: ""\n` },
    },
    {
      rule: 'kube-version-invalid',
      texts: `${whole}kubeVersion: ">=1.25 or so"\n`,
      findings: [
        '4:14-4:28 error kube-version-invalid No cluster can run the chart: kubeVersion ">=1.25 or so" is not a constraint, such as >=1.25.0-0',
      ],
    },
    {
      rule: 'type-unknown',
      texts: `${whole}type: app # kind\n`,
      findings: [
        '4:7-4:10 error type-unknown Type "app" is none: it must be application or library',
      ],
      fixed: { 'Set the type to library': `${whole}type: library # kind\n` },
    },
    {
      rule: 'type-needs-v2',
      texts: 'apiVersion: v1\nname: app\nversion: 1.0.0\ntype: application\n',
      findings: [
        '4:1-4:5 error type-needs-v2 A chart has a type from apiVersion v2 on, and this one is of apiVersion "v1"',
      ],
    },
  ]);
});

describe("Helm's rules for people and places in Chart.yaml", () => {
  goldens([
    {
      rule: 'maintainer-empty',
      texts: `${whole}maintainers:\n  - name: a\n  -\n  - name: b # last\n`,
      findings: ['6:3-6:4 error maintainer-empty A maintainer cannot be empty'],
      fixed: { 'Remove it': `${whole}maintainers:\n  - name: a\n  - name: b # last\n` },
    },
    {
      rule: 'maintainer-name-missing',
      texts: `${whole}maintainers:\n  - email: jo@example.com # mail\n    url: https://example.com\n`,
      findings: ['5:5-5:10 error maintainer-name-missing A maintainer needs a name'],
      fixed: {
        'Add the name jo': `${whole}maintainers:\n  - email: jo@example.com # mail\n    url: https://example.com\n    name: jo\n`,
      },
    },
    {
      rule: 'maintainer-email-invalid',
      texts: `${whole}maintainers:\n  - name: a\n    email: jo@localhost\n  - {name: b, email: b@example.com}\n`,
      findings: [
        '6:12-6:24 error maintainer-email-invalid Maintainer "a" has no mail address in "jo@localhost"',
      ],
    },
    {
      rule: 'maintainer-url-invalid',
      texts: `${whole}maintainers:\n  - name: a\n    url: example.com/a\n  - name: b\n    url: somewhere else\n`,
      findings: [
        '8:10-8:24 error maintainer-url-invalid The URL "somewhere else" of maintainer "b" is not one',
      ],
    },
    {
      rule: 'source-url-invalid',
      texts: `${whole}sources:\n- https://example.com/a\n- example.com/b\n-\n- "http://a b"\n`,
      findings: [
        '6:3-6:16 error source-url-invalid The source "example.com/b" is not a URL: it has to begin with a scheme, such as https://',
        '7:1-7:2 error source-url-invalid A source cannot be empty',
        '8:3-8:15 error source-url-invalid The source "http://a b" is not a URL: it has to begin with a scheme, such as https://',
      ],
    },
    {
      rule: 'icon-missing',
      texts: `${whole}home: https://example.com/app/\n# end\n`,
      findings: ['2:7-2:10 info icon-missing An icon is recommended'],
      fixed: {
        'Add an icon': `${whole}home: https://example.com/app/\nicon: https://example.com/app/icon.svg\n# end\n`,
      },
    },
    {
      rule: 'icon-url-invalid',
      texts: `${whole}icon: icon.svg\n`,
      findings: [
        '4:7-4:15 error icon-url-invalid The icon "icon.svg" is not a URL: it has to begin with a scheme, such as https://',
      ],
    },
  ]);
});

describe('the traps of YAML', () => {
  goldens([
    {
      rule: 'yaml-invalid',
      texts: `${whole}maintainers: [\n`,
      findings: [
        '4:14-4:15 error yaml-invalid Helm cannot read Chart.yaml: Flow sequence in block collection must be sufficiently indented and end with a ]',
      ],
    },
    {
      rule: 'yaml-invalid',
      texts: `${whole}description: *nothing\n`,
      findings: [
        "4:14-4:22 error yaml-invalid Helm cannot read Chart.yaml: unknown anchor 'nothing' referenced",
      ],
    },
    {
      rule: 'key-duplicate',
      texts: `${whole}version: 1.0.1 # newer\n`,
      findings: [
        '4:1-4:8 warning key-duplicate "version" is given twice: Helm takes the last one, and other readers refuse the file',
      ],
      fixed: {
        'Remove the first version, which does not count': `${head}version: 1.0.1 # newer\n`,
        'Remove this version': whole,
      },
    },
    {
      rule: 'key-unknown',
      texts: `${whole}descripton: x\nmaintaners: []\nfoo: 1 # bar\n`,
      findings: [
        '4:1-4:11 warning key-unknown Helm does not know "descripton": did you mean description?',
        '5:1-5:11 warning key-unknown Helm does not know "maintaners": did you mean maintainers?',
        '6:1-6:4 warning key-unknown Helm does not know "foo"',
      ],
      fixed: {
        'Change it to description': `${whole}description: x\nmaintaners: []\nfoo: 1 # bar\n`,
      },
    },
    {
      rule: 'key-unknown',
      texts: `${whole}dependencies:\n  - name: a\n    version: 1.0.0\n    repo: oci://example.com/a\n`,
      findings: ['7:5-7:9 warning key-unknown Helm does not know "repo"'],
    },
    {
      rule: 'text-misread',
      texts: `${whole}description: on # air\nannotations:\n  a: yes\n  b: true\n  c: "yes"\n`,
      findings: [
        '4:14-4:16 warning text-misread YAML reads on as a boolean, so Helm sees "true": a text like this needs quotes',
        '6:6-6:9 warning text-misread YAML reads yes as a boolean, so Helm sees "true": a text like this needs quotes',
      ],
      fixed: {
        'Put it in quotes': `${whole}description: "on" # air\nannotations:\n  a: yes\n  b: true\n  c: "yes"\n`,
      },
    },
    {
      rule: 'text-misread',
      texts: `${whole}dependencies:\n  - name: a\n    version: 1.10\n`,
      findings: [
        '6:14-6:18 warning text-misread YAML reads 1.10 as a number, so Helm sees "1.1": a text like this needs quotes',
      ],
    },
    {
      rule: 'field-wrong-type',
      texts: `${whole}keywords: a\ndeprecated: "true"\nhome: [x]\n`,
      findings: [
        '4:11-4:12 error field-wrong-type Helm wants a list for keywords, and this is a text',
        '5:13-5:19 error field-wrong-type Helm wants a boolean for deprecated, and this is a text',
        '6:7-6:10 error field-wrong-type Helm wants a text for home, and this is a list',
      ],
    },
    {
      rule: 'too-large-to-check',
      texts: `# big\n${'a: b\n'.repeat(30_000)}`,
      findings: [
        '1:1-1:6 info too-large-to-check Chart.yaml is not checked: it is 147 KiB large, and 64 are checked',
      ],
    },
  ]);
});
