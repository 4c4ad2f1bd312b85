import { describe, expect, it } from 'vitest';
import { killSends } from './helpers/kill-sends.ts';

describe('letters send that is killed with -9', () => {
  it('ten times, half of them between intent and receipt: no site gets two, none is lost, only those killed there are ambiguous', {
    timeout: 400_000,
  }, async () => {
    const campaign = await killSends(24, 10, 'ten kills');
    expect(campaign.between.size).toBeGreaterThanOrEqual(4);
    expect(Math.max(...campaign.arrivals.values())).toBe(1);
    for (const { letterId, state } of campaign.afterKills) {
      if (campaign.between.has(letterId)) expect(state).toBe('ambiguous');
      else expect(state).toBe('submitted');
    }
    // Settled by what the site has, every letter has arrived exactly once.
    expect(campaign.inTheEnd.map(({ state }) => state)).toEqual(Array(24).fill('submitted'));
    expect([...campaign.arrivalsInTheEnd.values()]).toEqual(Array(24).fill(1));
  });
});
