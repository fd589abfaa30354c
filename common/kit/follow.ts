import { AsyncDirective, directive } from 'lit/async-directive.js'
import type { Store } from './watch.ts'

type Followed = Pick<Store<unknown>, 'subscribe'>

class Follow extends AsyncDirective {
  #store: Followed | null = null
  #words = () => ''
  #stop = () => {}

  override render(store: Followed, words: () => string) {
    this.#words = words
    if (store !== this.#store) {
      this.#stop()
      this.#store = store
      if (this.isConnected) this.reconnected()
    }
    return words()
  }
  override disconnected() {
    this.#stop()
  }
  override reconnected() {
    if (this.#store) this.#stop = this.#store.subscribe(() => this.setValue(this.#words()))
  }
}

/**
 * Words that are written again at each change of a store: the text alone, where drawing the element around it many times a second
 * would be work for nothing.
 */
export const follow = directive(Follow)
