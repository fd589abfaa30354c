/**
 * Loads what never changes once, by its name, for all who want it. What couldn't be had isn't kept: whoever wants it next asks again, since a line that was
 * cut for a second would be missing for as long as the page stands. `had` says whether it was had; an error never counts.
 */
export const loadedOnce = <T>(load: (name: string) => Promise<T>, had: (loaded: T) => boolean): ((name: string) => Promise<T>) => {
  const known = new Map<string, Promise<T>>()
  const begin = async (name: string): Promise<T> => {
    let kept = false
    try {
      // Not in this turn: one that fails at once would be forgotten before it is noted, and then kept.
      const loaded = await Promise.resolve(name).then(load)
      kept = had(loaded)
      return loaded
    } finally {
      if (!kept) known.delete(name)
    }
  }
  return (name) => {
    const loading = known.get(name) ?? begin(name)
    known.set(name, loading)
    return loading
  }
}
