/** A zone where it is about that hour now, so that a simulated day looks the same whenever the tests run. */
export function zoneWhereItIs(hour: number): string {
  const utc = new Date().getUTCHours();
  const ahead = ((hour - utc + 36) % 24) - 12;
  // In these names the sign is the other way round.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
