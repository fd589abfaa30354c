/** Is it open still, although somebody should have seen to it by now? */
export const isOverdue = ({ until, ended }: { until: string; ended: unknown }, now: Date): boolean =>
  ended === null && Date.parse(until) < now.getTime()
