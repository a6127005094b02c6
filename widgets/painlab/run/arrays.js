// The arrays that a model's functions work on in the page, as what is shared of a run asks for them; in Python they
// are methods of `Kernel`.
import {uniform} from "./chance.js";

/** What stands beside the functions of a kernel. */
export function arraysFor(kernel) {
  // `count` standard normal numbers of a draw, from the number `first` on.
  function normals(seed, first, count, draw) {
    const numbers = new Float64Array(count);
    for (let k = 0; k < count; k++) numbers[k] = kernel.normal_quantile(uniform(seed, first + k, draw));
    return numbers;
  }

  return {normals, zeros: (size) => new Float64Array(size)};
}
