// How fast a scene goes, in numbers and in words. Pure.
import {formatNumber} from "../shared/numbers.js";
import {t} from "../page/words.js";

const NICE_SPEEDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];

/** The nearest of 1, 2, 5, 10 … times and of their inverses. */
export function niceSpeed(speed) {
  const distance = (each) => Math.abs(Math.log(each / speed));
  const all = [...NICE_SPEEDS.map((n) => 1 / n), ...NICE_SPEEDS];
  return all.reduce((best, each) => (distance(each) < distance(best) ? each : best), 1);
}

export function speedInWords(speed, later = speed, unit = "s") {
  if (later !== speed) return t`${speedInWords(speed)}, then ${speedInWords(later)}`;
  if (unit.startsWith("trial")) return speed === 1 ? t`one a second` : t`${formatNumber(speed)} a second`;
  if (speed === 1) return t`real time`;
  return speed < 1 ? t`${formatNumber(1 / speed)} times slower` : t`${formatNumber(speed)} times faster`;
}

/** The rate, a second, of a rhythm tapped at these times (ms), from its last four gaps; null for less than two taps. */
export function rateOfTaps(times) {
  const last = times.slice(-5);
  return last.length < 2 ? null : (1000 * (last.length - 1)) / (last.at(-1) - last[0]);
}

/** The times (ms) at which a hand that was at [time, place] turned back, by `least` px or more. */
export function turnsOf(points, least = 6) {
  const times = [];
  let [far, way] = [points[0], 0]; // the farthest point on the way, which is -1, 1, or not known yet
  for (const point of points) {
    const moved = point[1] - far[1];
    if (way * moved >= 0 && (way || Math.abs(moved) < least)) {
      if (moved) far = way ? point : far;
    } else if (Math.abs(moved) >= least) {
      if (way) times.push(far[0]);
      way = Math.sign(moved);
      far = point;
    }
  }
  return times;
}

/**
 * The run's time when a part of the scene's own time has passed; what comes `then` may be faster. partAt: its inverse.
 */
export function momentAt({from, to, then, speed, later}, part) {
  const [first, rest] = [(then - from) / speed, (to - then) / later];
  const passed = part * (first + rest);
  return passed <= first ? from + passed * speed : then + (passed - first) * later;
}

export function partAt({from, to, then, speed, later}, t) {
  const [first, rest] = [(then - from) / speed, (to - then) / later];
  return (t <= then ? (t - from) / speed : first + (t - then) / later) / (first + rest || 1);
}
