let now = $state(Date.now());

setInterval(() => {
  now = Date.now();
}, 1000);

/** This computer's time, moving on once a second. */
export function browserNow(): number {
  return now;
}
