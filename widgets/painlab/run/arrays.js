// The arrays that a model's functions work on in the page, as what is shared of a run asks for them; in Python they
// are methods of `Kernel`.
import {uniform} from "./chance.js";
import {advanceMoving} from "../shared/moving.js";

const floats = (values) => Float64Array.from(values);
const wholes = (values) => Int32Array.from(values);

/** What stands beside the functions of a kernel. */
export function arraysFor(kernel) {
  // `count` standard normal numbers of a draw, from the number `first` on.
  function normals(seed, first, count, draw) {
    const numbers = new Float64Array(count);
    for (let k = 0; k < count; k++) numbers[k] = kernel.normal_quantile(uniform(seed, first + k, draw));
    return numbers;
  }

  return {
    normals, floats, wholes,
    advanceMoving: (...more) => advanceMoving(kernel.advance, ...more),
    zeros: (size) => new Float64Array(size),
    rows: (count, width) => Array.from({length: count}, () => new Float64Array(width)),
    table: (rows) => rows,
    plan: (plan) => plan.map((part, k) => (k === 0 || k === 2 ? floats(part) : wholes(part))),
  };
}

/** An array with room for `size` numbers, which begins with those of `array`. */
export function longer(array, size) {
  if (array.length >= size) return array;
  const copy = new Float64Array(Math.max(size, 2 * array.length, 256));
  copy.set(array);
  return copy;
}
