// What an audit still needs, how two audits of a claim agree, and the corrected post. Pure.
import {t} from "../page/words.js";

export const AUDIT_NOTHING = t`Nothing of this bears on it`;

// Words of a text: what stands between spaces and holds a letter or a digit.
export function auditWords(text) {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

// What is said of the length of a rewrite: a hint, and never a refusal.
export function auditLength(text, {words, range}) {
  const count = auditWords(text);
  const said = count === 1 ? t`1 word` : t`${count} words`;
  if (!words)
    return t`${said}. The post has no such sentence, so there is no length to keep; two sentences are enough.`;
  const [low, high] = range;
  const close = count === 0 ? "" : count < low ? t` Yours is shorter, which is fine if nothing is lost.`
    : count > high ? t` Yours is longer; what could go?` : t` About equal.`;
  return t`${said}; the claim has ${words}, so ${low} to ${high} would be about equal.${close}`;
}

// What is still missing before the course's audit is shown, as [field, sentence], or null.
export function auditMissing({type, verdict, picked, text}) {
  if (!type) return ["type", t`Choose a type first.`];
  if (!verdict) return ["verdict", t`Choose a verdict first.`];
  if (!picked.length) return ["picked", t`Mark what bears on it first, or “${AUDIT_NOTHING}”.`];
  if (!text.trim()) return ["text", t`Write a sentence first, or keep the claim’s words if they hold.`];
  return null;
}

// How two audits of a claim compare: {type, verdict}: the same or not; hit, of: sources that bear on it;
// extra: picked beside them.
export function auditCompare(claim, {type, verdict, picked}) {
  const bearing = claim.shelf.flatMap(({bears}, index) => (bears ? [index] : []));
  return {
    type: type === claim.type, verdict: verdict === claim.verdict,
    hit: bearing.filter((index) => picked.includes(index)).length, of: bearing.length,
    extra: picked.filter((index) => index >= 0 && !bearing.includes(index)),
  };
}

// One sentence or two on a difference of verdicts.
export function auditVerdicts(ours, yours, {verdicts, line}) {
  if (ours === yours) return t`The same verdict.`;
  const [a, b] = [ours, yours].map((name) => verdicts.indexOf(name));
  if (a < line && b < line)
    return t`${Math.abs(a - b) === 1 ? t`One step` : t`Two steps`} apart on the line from supported to wrong.`;
  if (a >= line && b >= line) return t`Two ways to say that something is missing.`;
  return t`“${verdicts[Math.max(a, b)]}” is no step on the line from supported to wrong, so this is a difference to talk about.`;
}

// Cohen's kappa of two lists of verdicts; NaN where chance alone would make all of them match.
export function auditKappa(ours, yours) {
  const share = (list, word) => list.filter((one) => one === word).length / list.length;
  const matched = ours.filter((word, index) => word === yours[index]).length / ours.length;
  const chance = [...new Set(ours)].reduce((sum, word) => sum + share(ours, word) * share(yours, word), 0);
  return (matched - chance) / (1 - chance);
}

// The corrected post as text: `whose` is "yours" or "course"; only claims whose audit was shown have a line.
export function auditPost(claims, audits, whose) {
  return claims.filter(({number}) => audits.get(number)?.done)
    .map((claim) =>
      ({number: claim.number, text: whose === "yours" ? audits.get(claim.number).text.trim() : claim.rewrite
      || claim.correction}));
}

export function auditByline(whose, count) {
  const kind = count === 1 ? t`1 claim` : t`${count} claims`;
  return whose === "yours" ? t`${kind}, rewritten by a reader of the course`
    : t`${kind}, in the words of the course The Amplified Signal`;
}
