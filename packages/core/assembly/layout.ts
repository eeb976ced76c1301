// Numbers of four bytes that only change their place: transposed, repeated, cut out, put together.
import { count, place } from './instruction';

/** Words: 1 to, 2 the number's bits, 3 how many. */
export function fill(at: usize): void {
  const to = place(at, 1), bits = count(at, 2), n = place(at, 3) << 2;
  for (let i: usize = 0; i < n; i += 4) store<i32>(to + i, bits);
}

/** The innermost two of the loops of `move`. */
@inline function plane(at: usize, from: usize, to: usize): void {
  const rows = count(at, 6), fromRow = place(at, 11), toRow = place(at, 16);
  const n = count(at, 7), fromNext = place(at, 12), toNext = place(at, 17);
  for (let i: i32 = 0; i < rows; i++) {
    if (fromNext == 4 && toNext == 4) {
      memory.copy(to, from, <usize>n << 2);
    } else {
      let a = from, b = to;
      for (let j: i32 = 0; j < n; j++) {
        store<i32>(b, load<i32>(a));
        a += fromNext;
        b += toNext;
      }
    }
    from += fromRow;
    to += toRow;
  }
}

/**
 * Five nested loops, from the outermost to the innermost, that copy number by number.
 * Words: 1 from, 2 to; 3 to 7 how often; 8 to 12 bytes from one to the next there; 13 to 17 here.
 */
export function move(at: usize): void {
  for (let i: i32 = 0; i < count(at, 3); i++) {
    for (let j: i32 = 0; j < count(at, 4); j++) {
      for (let k: i32 = 0; k < count(at, 5); k++) {
        const from = i * count(at, 8) + j * count(at, 9) + k * count(at, 10);
        const to = i * count(at, 13) + j * count(at, 14) + k * count(at, 15);
        plane(at, place(at, 1) + <usize>from, place(at, 2) + <usize>to);
      }
    }
  }
}

/**
 * Blocks by their index along an axis.
 * Words: 1 x, 2 indices, 3 out; 4 runs of blocks, 5 blocks in a run of x, 6 how many indices,
 * 7 bytes of a block.
 */
export function gather(at: usize): void {
  let x = place(at, 1), out = place(at, 3);
  const indices = place(at, 2), n = count(at, 6), block = place(at, 7);
  for (let runs = count(at, 4); runs > 0; runs--) {
    for (let j: i32 = 0; j < n; j++) {
      const index = load<i32>(indices + (<usize>j << 2));
      memory.copy(out, x + <usize>index * block, block);
      out += block;
    }
    x += <usize>count(at, 5) * block;
  }
}

/** Words as for `gather`: 1 what to add, 3 out, whose runs have as many blocks as 5 says. */
export function scatterAdd(at: usize): void {
  let x = place(at, 1), out = place(at, 3);
  const indices = place(at, 2), n = count(at, 6), block = place(at, 7), run = place(at, 5) * block;
  memory.fill(out, 0, place(at, 4) * run);
  for (let runs = count(at, 4); runs > 0; runs--) {
    for (let j: i32 = 0; j < n; j++) {
      const to = out + <usize>load<i32>(indices + (<usize>j << 2)) * block;
      for (let i: usize = 0; i < block; i += 4) {
        store<f32>(to + i, load<f32>(to + i) + load<f32>(x + i));
      }
      x += block;
    }
    out += run;
  }
}

/** Words: 1 indices, 2 out; 3 how many, 4 numbers for each; 5 `on`, 6 `off` as bits. */
export function oneHot(at: usize): void {
  const indices = place(at, 1), depth = count(at, 4), on = count(at, 5), off = count(at, 6);
  let out = place(at, 2);
  for (let i: i32 = 0; i < count(at, 3); i++) {
    const index = load<i32>(indices + (<usize>i << 2));
    for (let j: i32 = 0; j < depth; j++) {
      store<i32>(out, j == index ? on : off);
      out += 4;
    }
  }
}

/** Where the first greatest number of a row is; NaN counts as greatest. Words: 1 x, 2 out, 3 rows, 4 numbers in a row. */
export function argMax(at: usize): void {
  let x = place(at, 1), out = place(at, 2);
  const n = count(at, 4);
  for (let rows = count(at, 3); rows > 0; rows--) {
    let best: i32 = 0, top = load<f32>(x);
    for (let j: i32 = 1; j < n; j++) {
      const number = load<f32>(x + (<usize>j << 2));
      if (number > top || (isNaN(number) && !isNaN(top))) {
        best = j;
        top = number;
      }
    }
    store<i32>(out, best);
    x += <usize>n << 2;
    out += 4;
  }
}
