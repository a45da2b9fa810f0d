// One line a check, for the peers that are written in JavaScript.

import { isDeepStrictEqual } from "node:util";

// Prints whether what was found is what was expected; the program then ends with 1 if it is not.
export function check(what, found, expected) {
  if (isDeepStrictEqual(found, expected)) {
    console.log(`  ok    ${what}`);
    return;
  }
  process.exitCode = 1;
  console.log(`  FAIL  ${what}`);
  console.log(`        expected ${JSON.stringify(expected)}`);
  console.log(`        found    ${JSON.stringify(found)}`);
}

// What a promise is rejected with; `undefined` if it is fulfilled.
export async function rejected(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return undefined;
}
