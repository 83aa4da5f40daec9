/** A chart as `helm package --sign` leaves it, and what it takes to check it. */
export interface SignedChart {
  readonly name: string;
  readonly version: string;
  /** The `.tgz`, as it was signed. */
  readonly archive: Buffer;
  /** The `.tgz.prov` beside it. */
  readonly provenance: string;
  /** For `helm verify --keyring` and `helm pull --verify`: the public key, in the format of `gpg --export`. */
  readonly keyring: Buffer;
}

/**
 * Signed once, by a key that nobody has any more, so that no test needs GnuPG: packed by Helm 3.10.1, whose
 * provenance was then signed with `gpg --clearsign`, as a person with a newer keyring has to do it.
 */
export const signedChart: SignedChart = {
  name: 'keepsake',
  version: '1.4.0',
  archive: base64(
    'H4sIFAAAAAAA/ykAK2FIUjBjSE02THk5NWIzVjBkUzVpWlM5Nk9WVjZNV2xqYW5keVRRbz1IZWxtAOzUwUoDMRAG',
    '4D3nKeYF3E7SzRb2Jj3rwYP3YXdsw27SkKQVKX13caUFF0HFxSLkuwy5JBmYf3pmH6nnxXpLIZUvZIdiboiIdVWN',
    'FRGnFaVaFlIvUSmltZYFSrXSugCc/Sef2MdEocBfvzVt7p8gbx45RLNzDRyU6Di2wfg0nm+hfRsKeDZpCwTRbByl',
    'fWDhyHID59ERh/MFsqxKFNduKfuBS/4TWz9Q4rhod+7JbCz5ubbBl/mX9ST/utarnP+/8CH/UvTGdQ2sxwm4Iy8s',
    'J+ooUSMA3lN/PEL5wANT5PKeLMPpdHPZBNfuJsuyLPuu1wAAAP//PgNjcQAMAAA=',
  ),
  provenance: [
    '-----BEGIN PGP SIGNED MESSAGE-----',
    'Hash: SHA512',
    '',
    'apiVersion: v2',
    'description: A chart with a signature',
    'name: keepsake',
    'version: 1.4.0',
    '',
    '...',
    'files:',
    '  keepsake-1.4.0.tgz: sha256:7cd65ffbd9823d4bd803c511237b9263b9d7cefd7e13152774bc37e23bafdb4b',
    '-----BEGIN PGP SIGNATURE-----',
    '',
    'iQEzBAEBCgAdFiEEBg2rH+F/5TNZHaWs3bLofDwVuLMFAmWTfSUACgkQ3bLofDwV',
    'uLOC4gf/SDOAr5XT2Ms0UpJPynsEcqsNq0obLeUbJwkXGCwAGpYWJrNb37XvQTL5',
    'JExnEZ/IYdAkI28bo1TxFAioNeZfWSOODaHBOPrJQrnPbhz/NFk8cCdRXtk0IXTB',
    'ee0sdgZh+UWRf+dX9JP5/yFfMPj0l+qUVtG2lPkvhHIKIJL7rotug5xZCvOpQ+pD',
    '7JGEpLx10GInMMfct7+bPV+Kj0p6yqJeCGB9Mie77nrzko4sPzjHC5B6OPRrlfD4',
    'OKxS1rRXhjJ/vLJNEbgGtqdPj6kwxqlaF3ue0HGHyTDoozZ5SlU2OtHClfk9Pjg0',
    'p6RJx7g8p7mXb+tqIom4Ufw8YiWKPQ==',
    '=mdDE',
    '-----END PGP SIGNATURE-----',
    '',
  ].join('\n'),
  keyring: base64(
    'mQENBGWTfSUBCADR7FNJGWP0hPgz0WBnMjXASFcHBDY3358qzupF4QhnJbIDCS8wvMuOaaNXqSrzij9OBxh4lwry',
    'cQOYfMR/vrDRkE9yg1zceWiJFqTZB9vq70z+q6YQM1KQ/drSYZr3ESYKP7odGVwFhAiuopArr2S0cWp3FZ8SaKiR',
    'ct9uUXouZ6wIowRbHKKrkqScVQlXmzXGb3IXm16TD22MsygA0sbssdA+vNBslRwYGPy4RLC005tXhaG6u4Qb35ho',
    'jjXtlit3/Yqv3JqnrvLuNNRn0h+kVCEl/pYnzIbJrROzPshZ5Z7JPGeVuLRsWf6HtlrsR6fbBHaUS4yKDZK3fT0y',
    'wMNRABEBAAG0JENoYXJ0IEtlZXBlciA8a2VlcGVyQGNoYXJ0cy5leGFtcGxlPokBTgQTAQoAOBYhBAYNqx/hf+Uz',
    'WR2lrN2y6Hw8FbizBQJlk30lAhsDBQsJCAcCBhUKCQgLAgQWAgMBAh4BAheAAAoJEN2y6Hw8Fbiz0kkH/0tYfpQ+',
    'xe6529saTB8pxPatn11drm71ThhPEbzWIeCekazC8+D5sERjil3CFCiTRbgqBDUDp7X8F4abEnOpDvuPdtJDG0kh',
    'fxgVisyy6RbeVandG1YUUWaf37SIT5d+OyUeedqMZ8NUWOhjeN6vy1HdNy88B4NmvxV+BGH/NQ9a1AyAW4df3AP4',
    'gFJ05Sxn7OHpt4ftdxNMtELJmhkCJijiOZXsAFqOPzmcQB+fSlO5CMPvnV0V+0vYStsWmm1uCXKDvRvut7WpopDF',
    'yREmvyAG1LxHXlEfxdOPIjpGzEHg/Yjt+omsFb8Yg3oxcDWfgTK7UGrU7pvCq/7ihjqGYZE=',
  ),
};

function base64(...lines: readonly string[]): Buffer {
  return Buffer.from(lines.join(''), 'base64');
}
