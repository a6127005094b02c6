// What a trial's analysis computes: the twin of estimate.py, name for name, tested against it and against SciPy.
// Scores are pain on 0 to 10. Every effect is given as points less pain: a positive number favors the treatment.
// Intervals are 95 %. A function that lacks the people to answer returns NaN. All of it is numbers in, numbers out.

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

// Logarithm of the gamma function for x > 0 (Lanczos' sum, g = 7).
export function logGamma(x) {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = LANCZOS[0];
  for (let k = 1; k < 9; k++) sum += LANCZOS[k] / (x - 1 + k);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

// Regularized incomplete beta function I_x(a, b), by its continued fraction (modified Lentz); rest is 1 - x, given so
// that neither end loses digits.
export function incompleteBeta(x, rest, a, b) {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(rest, x, b, a); // the fraction converges fast only below
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(rest)) / a;
  let c = 1, d = 1 / (1 - (a + b) * x / (a + 1)), fraction = d;
  for (let m = 1; m < 500; m++) {
    const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return front * fraction;
}

// Chance of a Student t at least as far from 0 as t, df degrees of freedom: the p value.
export function twoSided(t, df) {
  if (!(df > 0) || Number.isNaN(t)) return NaN;
  return incompleteBeta(df / (df + t * t), t * t / (df + t * t), df / 2, 0.5);
}

// Chance of a Student t below t, df degrees of freedom.
export function studentCdf(t, df) {
  const tail = twoSided(t, df) / 2;
  return t > 0 ? 1 - tail : tail;
}

// The t with chance p below it. Newton from 0: the tail is convex, so the steps never overshoot.
export function studentQuantile(p, df) {
  if (!(df > 0) || !(p > 0 && p < 1)) return NaN;
  if (p < 0.5) return -studentQuantile(1 - p, df);
  const tail = 2 * (1 - p);
  const scale = 2 * Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2)) / Math.sqrt(df * Math.PI);
  let t = 0;
  for (let i = 0; i < 200; i++) {
    const step = (twoSided(t, df) - tail) / (scale * Math.pow(1 + t * t / df, -(df + 1) / 2));
    t += step;
    if (Math.abs(step) <= 1e-13 * t) break;
  }
  return t;
}

const NORMAL_975 = 1.959963984540054; // 97.5 % point of the normal curve

function meanOf(x) {
  let sum = 0;
  for (const v of x) sum += v;
  return sum / x.length;
}

// Sum of (x - mean x)(y - mean y); with y = x, of the squares.
function crossSum(x, y) {
  const mx = meanOf(x), my = meanOf(y);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] - mx) * (y[i] - my);
  return sum;
}

function varianceOf(x) {
  return crossSum(x, x) / (x.length - 1);
}

function intervalOf(value, error, df) {
  const half = error > 0 ? studentQuantile(0.975, df) * error : NaN;
  const p = error > 0 ? twoSided(value / error, df) : NaN;
  return {estimate: value, low: value - half, high: value + half, p, error, df};
}

// Difference of two means (control minus treated) with Welch's interval and p value.
export function welch(control, treated) {
  const n = control.length, m = treated.length;
  if (n < 2 || m < 2) return intervalOf(NaN, NaN, NaN);
  const va = varianceOf(control) / n, vb = varianceOf(treated) / m;
  const df = va + vb > 0 ? (va + vb) ** 2 / (va * va / (n - 1) + vb * vb / (m - 1)) : NaN;
  return intervalOf(meanOf(control) - meanOf(treated), Math.sqrt(va + vb), df);
}

// Mean fall (before minus after) of the same people with its interval and p value.
export function paired(before, after) {
  const n = before.length;
  if (n < 2) return intervalOf(NaN, NaN, NaN);
  const fall = Array.from(before, (x, i) => x - after[i]);
  return intervalOf(meanOf(fall), Math.sqrt(varianceOf(fall) / n), n - 1);
}

// Effect on the later score at equal first scores: one slope for both arms (analysis of covariance).
// control, treated: [first scores, later scores].
export function ancova([c0, c1], [t0, t1]) {
  const n = c0.length + t0.length;
  if (c0.length < 2 || t0.length < 2) return {...intervalOf(NaN, NaN, NaN), slope: NaN};
  const xx = crossSum(c0, c0) + crossSum(t0, t0);
  const xy = crossSum(c0, c1) + crossSum(t0, t1);
  const yy = crossSum(c1, c1) + crossSum(t1, t1);
  if (!(xx > 0)) return {...intervalOf(NaN, NaN, NaN), slope: NaN};
  const slope = xy / xx, gap = meanOf(c0) - meanOf(t0), df = n - 3;
  const left = Math.max(yy - slope * xy, 0) / df;
  const error = Math.sqrt(left * (1 / c0.length + 1 / t0.length + gap * gap / xx));
  return {...intervalOf(meanOf(c1) - meanOf(t1) - slope * gap, error, df), slope};
}

// How many fell by at least that share of their own first score (0.3 or 0.5).
export function responders(before, after, share) {
  let count = 0;
  for (let i = 0; i < before.length; i++) {
    if (before[i] > 0 && before[i] - after[i] >= share * before[i]) count += 1;
  }
  return count;
}

// Wilson's 95 % interval of a share: [low, high].
export function wilson(count, n) {
  if (n < 1) return [NaN, NaN];
  const z2 = NORMAL_975 ** 2, p = count / n;
  const middle = p + z2 / (2 * n), half = NORMAL_975 * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  return [(middle - half) / (1 + z2 / n), (middle + half) / (1 + z2 / n)];
}

// Share treated minus share control with Newcombe's interval (from the two Wilson intervals).
export function riskDifference(treated, nTreated, control, nControl) {
  if (nTreated < 1 || nControl < 1) return {estimate: NaN, low: NaN, high: NaN};
  const p = treated / nTreated, q = control / nControl;
  const [pLow, pHigh] = wilson(treated, nTreated), [qLow, qHigh] = wilson(control, nControl);
  return {
    estimate: p - q,
    low: p - q - Math.sqrt((p - pLow) ** 2 + (qHigh - q) ** 2),
    high: p - q + Math.sqrt((pHigh - p) ** 2 + (q - qLow) ** 2),
  };
}

// Number needed to treat and its interval, from riskDifference. Where that interval holds 0, the interval of the
// number runs through infinity: low is then the number for benefit, high is negative, the number for harm.
export function neededToTreat(difference) {
  const number = (value) => (value === 0 ? Infinity : 1 / value);
  return {estimate: number(difference.estimate), low: number(difference.high), high: number(difference.low)};
}

// Variance of the treated arm over that of the control arm, with its 95 % interval (on the log scale).
export function varianceRatio(control, treated) {
  const n = control.length, m = treated.length;
  if (n < 2 || m < 2) return {estimate: NaN, low: NaN, high: NaN, error: NaN};
  const a = varianceOf(control), b = varianceOf(treated);
  if (!(a > 0 && b > 0)) return {estimate: NaN, low: NaN, high: NaN, error: NaN};
  const error = Math.sqrt(2 / (n - 1) + 2 / (m - 1)), half = Math.exp(NORMAL_975 * error);
  return {estimate: b / a, low: b / a / half, high: b / a * half, error};
}

// Pearson's correlation of two lists of equal length.
export function correlation(x, y) {
  const product = Math.sqrt(crossSum(x, x) * crossSum(y, y));
  return x.length > 1 && product > 0 ? crossSum(x, y) / product : NaN;
}

// --- a trial, from the columns of a run ---

const FIELDS = ["estimate", "low", "high", "p"];
const CYCLES = ["gain_cycle", "again", "cycle_correlation"]; // what cycles() finds; the lab shows it for a crossover

// Everything that the trial lab reads out: {name: number}, NaN where the design cannot say it.
// columns(name) gives a column of a run of `trial`; values are the settings, of which `design` is read.
// estimate, low, high, p are the design's own answer, answer the four as a list; fall_* is the treated arm before
// against after; context_* is sham against waiting list; shares and improved are per 100 people seen again.
export function trialReadouts(columns, values) {
  const design = values.design ?? "before_after";
  const [y0, y1, y2, arm] = ["Y0", "Y1", "Y2", "j_arm"].map(columns);
  const pick = (x, keep) => Array.from(x).filter((_, i) => keep(arm[i]));
  const arms = {};
  ["none", "sham", "active"].forEach((name, k) => {
    arms[name] = [pick(y0, (a) => a === k), pick(y1, (a) => a === k)];
  });
  let answer;
  if (design === "historical") arms.none = [Array.from(columns("Y0_past")), Array.from(columns("Y1_past"))];
  if (design === "crossover") {
    const both = (a) => a === 1 || a === 2;
    const first = pick(y0, both);
    arms.active = [first, pick(Array.from(y1, (v, i) => (arm[i] === 1 ? y2[i] : v)), both)];
    arms.sham = [first, pick(Array.from(y1, (v, i) => (arm[i] === 1 ? v : y2[i])), both)];
    answer = crossover(
      pick(Array.from(y1, (v, i) => v - y2[i]), (a) => a === 1),
      pick(Array.from(y1, (v, i) => y2[i] - v), (a) => a === 2),
    );
  }
  const {none, sham, active} = arms;
  const compared = design === "waitlist" || design === "historical" ? "none" : "sham";
  const control = arms[compared];
  const change = ([first, later]) => later.map((v, i) => v - first[i]);
  if (design === "before_after") answer = paired(...active);
  else if (design === "historical") answer = welch(change(control), change(active));
  else if (design !== "crossover") answer = ancova(control, active);
  const fall = paired(...active);
  const placebo = design === "three_arm" ? ancova(none, sham) : welch([], []);
  const out = {};
  for (const name of FIELDS) {
    out[name] = answer[name];
    out[`fall_${name}`] = fall[name];
    out[`context_${name}`] = placebo[name];
  }
  out.answer = FIELDS.map((name) => answer[name]);
  for (const [name, [first, later]] of Object.entries(arms)) {
    const n = first.length, percent = (count) => (n ? 100 * count / n : NaN);
    out[`people_${name}`] = n;
    out[`change_${name}`] = n ? meanOf(change([first, later])) : NaN;
    out[`improved_${name}`] = percent(later.filter((v, i) => v < first[i]).length);
    for (const share of [30, 50]) out[`responders${share}_${name}`] = percent(responders(first, later, share / 100));
  }
  for (const share of [30, 50]) out[`responders${share}_control`] = out[`responders${share}_${compared}`];
  out.effect_sd = control[1].length > 1 ? out.estimate / Math.sqrt(varianceOf(control[1])) : NaN;
  let more = {estimate: NaN, low: NaN, high: NaN};
  if (design !== "before_after" && design !== "crossover") {
    more = riskDifference(
      responders(...active, 0.5), active[0].length, responders(...control, 0.5), control[0].length);
  }
  Object.assign(out, {extra: 100 * more.estimate, extra_low: 100 * more.low, extra_high: 100 * more.high});
  const number = neededToTreat(more);
  Object.assign(out, {nnt: number.estimate, nnt_low: number.low, nnt_high: number.high});
  const ratio = varianceRatio(control[1], active[1]);
  Object.assign(out, {ratio: ratio.estimate, ratio_low: ratio.low, ratio_high: ratio.high});
  const missing = Object.fromEntries(CYCLES.map((name) => [name, NaN]));
  return Object.assign(out, design === "crossover" ? cycles(columns) : missing);
}

// Effect from the differences sham minus active of the same people, by the order in which they had the two: the mean of
// the two orders' means, so that a change from period to period cancels.
export function crossover(shamFirst, activeFirst) {
  const answer = welch(shamFirst, Array.from(activeFirst, (v) => -v));
  return answer.df > 0 ? intervalOf(answer.estimate / 2, answer.error / 2, answer.df) : answer;
}

// Two cycles of sham and treatment for each person: does who gains in one gain in the next?
export function cycles(columns) {
  const [s1, a1, s2, a2] = ["S_1", "A_1", "S_2", "A_2"].map(columns);
  const n = s1.length;
  let once = 0, twice = 0;
  const d1 = [], d2 = [];
  for (let i = 0; i < n; i++) {
    d1.push(s1[i] - a1[i]);
    d2.push(s2[i] - a2[i]);
    if (d1[i] >= 0.3 * s1[i]) {
      once += 1;
      if (d2[i] >= 0.3 * s2[i]) twice += 1;
    }
  }
  return {
    gain_cycle: n ? 100 * once / n : NaN,
    again: once ? 100 * twice / once : NaN,
    cycle_correlation: correlation(d1, d2),
  };
}

// Of 100 trials, how many found a difference (p below 0.05); NaN counts as not found.
export function power(pValues) {
  const n = pValues.length;
  return n ? 100 * Array.from(pValues).filter((p) => p < 0.05).length / n : NaN;
}

// --- many trials together ---

// Random-effects mean of several estimates with their standard errors, after DerSimonian and Laird; fields as in estimate.py.
export function pooled(estimates, errors) {
  const k = estimates.length;
  if (k < 1) {
    return {estimate: NaN, low: NaN, high: NaN, p: NaN, error: NaN, fixed: NaN, tau2: NaN, q: NaN, i2: NaN, predict_low: NaN, predict_high: NaN};
  }
  const sum = (f) => estimates.reduce((all, d, i) => all + f(d, errors[i] ** 2), 0);
  const whole = sum((d, v) => 1 / v);
  const fixed = sum((d, v) => d / v) / whole;
  const q = sum((d, v) => (d - fixed) ** 2 / v);
  const tau2 = k > 1 ? Math.max(0, (q - (k - 1)) / (whole - sum((d, v) => 1 / (v * v)) / whole)) : 0;
  const weight = sum((d, v) => 1 / (v + tau2));
  const mean = sum((d, v) => d / (v + tau2)) / weight, error = 1 / Math.sqrt(weight);
  const half = k > 2 ? studentQuantile(0.975, k - 2) * Math.sqrt(tau2 + error ** 2) : NaN;
  return {
    estimate: mean, low: mean - NORMAL_975 * error, high: mean + NORMAL_975 * error, p: twoSided(mean / error, 1e7), error,
    fixed, tau2, q, i2: q > 0 ? Math.max(0, (q - (k - 1)) / q) : 0, predict_low: mean - half, predict_high: mean + half,
  };
}

// Egger's regression of estimate/error on 1/error: its intercept; NaN with fewer than 10 trials.
export function egger(estimates, errors) {
  const k = estimates.length;
  const x = errors.map((e) => 1 / e), y = estimates.map((d, i) => d / errors[i]);
  const spread = k ? crossSum(x, x) : 0;
  if (k < 10 || !(spread > 0)) return intervalOf(NaN, NaN, NaN);
  const middle = meanOf(x), slope = crossSum(x, y) / spread, intercept = meanOf(y) - slope * middle;
  const left = x.reduce((all, v, i) => all + (y[i] - intercept - slope * v) ** 2, 0) / (k - 2);
  return intervalOf(intercept, Math.sqrt(left * (1 / k + middle ** 2 / spread)), k - 2);
}

// What a review of the printed trials reads out, from a run of `bias_machine`; `values.theta` is the true effect.
export function poolingReadouts(columns, values) {
  const [d, se, printed] = ["d", "se", "printed"].map((name) => Array.from(columns(name)));
  const seen = (x) => x.filter((_, i) => printed[i] > 0);
  const out = pooled(seen(d), seen(se));
  out.answer = FIELDS.map((name) => out[name]);
  out.trials_printed = seen(d).length;
  out.trials_hidden = d.length - out.trials_printed;
  out.all = pooled(d, se).estimate;
  out.excess = values.theta ? 100 * (out.estimate / values.theta - 1) : NaN;
  out.i2 *= 100;
  out.tau_found = Math.sqrt(out.tau2);
  const slope = egger(seen(d), seen(se));
  for (const name of FIELDS) out[`egger_${name}`] = slope[name];
  return out;
}
