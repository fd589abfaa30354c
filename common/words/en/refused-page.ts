/** What people read when a link that they opened in a tab is refused. */
export const refusedPage = {
  heading: "This can't be opened now",
  reason:
    "If you gave a reason before: it is valid for one hour. Go back to the counter's or the doctor's page, open the record there, give the reason again, and then use this link once more.",
  signIn: "Sign in on the counter's or the doctor's page first, then open this link again.",
  next: "Go back to the counter's or the doctor's page and open it from there.",
  counter: "Counter's page",
  clinician: "Doctor's page",
}
