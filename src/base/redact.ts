const secretField =
  /("(?:authorization|password|passwd|secret|token|access_token|refresh_token|identitytoken|registrytoken|auth)"\s*:\s*")(?:[^"\\]|\\.)*(")/gi;
const secretParameter =
  /([?&](?:X-Amz-(?:Signature|Credential|Security-Token)|sig|signature|token|access_token|refresh_token|password|_state)=)[^&\s"]+/gi;
const authorizationValue = /\b((?:Basic|Bearer)\s+)[A-Za-z0-9._~+/=-]{8,}/g;
const userInfo = /(\w+:\/\/)[^/\s"@]+@/g;

/** The last fence before a log: callers pass no secrets, and what slips through is cut here. */
export function redact(text: string): string {
  return text
    .replace(secretField, '$1…$2')
    .replace(secretParameter, '$1…')
    .replace(authorizationValue, '$1…')
    .replace(userInfo, '$1…@');
}
