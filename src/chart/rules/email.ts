const atom = /^[a-zA-Z\d!#$%&'*+\-/=?^_`{|}~\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]+$/;
const quoted = /^"(?:[^"\\\s]|\\\S)*"$/;
const label =
  /^[a-zA-Z\d\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef](?:[a-zA-Z\d\-_~\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]*[a-zA-Z\d\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef])?$/;
const lastLabel =
  /^[a-zA-Z\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef](?:[a-zA-Z\d\-_~\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]*[a-zA-Z\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef])?$/;

/** True for a mail address as Helm takes it (govalidator, `IsEmail`): a host needs a dot and ends in letters. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1) return false;
  const local = text.slice(0, at);
  const labels = text
    .slice(at + 1)
    .replace(/\.$/, '')
    .split('.');
  const isLocal = quoted.test(local) || local.split('.').every((part) => atom.test(part));
  const last = labels.pop() ?? '';
  return (
    isLocal && labels.length > 0 && labels.every((part) => label.test(part)) && lastLabel.test(last)
  );
}
