/** Whether this server takes no new driver any more: it is about to be ended for an update, as soon as the last doctor is done. */
export type Draining = { isOn(): boolean; begin(): void }

export const openDraining = (): Draining => {
  let on = false
  return {
    isOn: () => on,
    begin() {
      on = true
    },
  }
}
