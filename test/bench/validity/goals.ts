/** What each figure may be at most. Every figure is the worst over all kinds of observers. */
export const GOALS: Readonly<Record<string, number>> = {
  acuity_pass_below: 0.01,
  acuity_fail_above: 0.01,
  acuity_pass_below_wide: 0.01,
  acuity_fail_above_wide: 0.01,
  lean_pass: 0.01,
  lean_far_pass: 0.01,
  lean_within_pass: 0.01,
  lean_escape_pass: 0.01,
  sway_ended: 0.001,
  acuity_trials_p50: 20,
  acuity_trials_p95: 30,
  guesser_pass: 0.001,
  acuity_sd: 0.033,
  acuity_sd_wide: 0.04,
  deaf_ear_pass: 0.001,
  normal_ear_referred: 0.005,
  hearing_trials_p95: 40,
  headphones_one_ear_pass: 0.001,
  height_p95_mm: 5,
  plate_q_mean: 0.05,
  plate_q_max: 0.14,
  dichromat_pass: 0.001,
  weak_referred: 0.005,
  normal_referred: 0.001,
  deutan_read_max: 0.14,
  protan_read_max: 0.14,
}

/** What each of these may be at least. */
export const LEAST: Readonly<Record<string, number>> = {
  hearing_35_pass: 0.99,
  headphones_35_pass: 0.99,
  height_measured: 0.99,
  weak_pass: 0.995,
}
