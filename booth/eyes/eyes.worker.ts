import { faceFinder } from './face.ts'
import type { FromWorker } from './looker.ts'
import { openModels } from './models.ts'
import { showing } from './shown.ts'

/** A thread of its own: loads the model, says that it is ready, and answers each picture with what it shows. */
const say = (what: FromWorker) => postMessage(what)
const fail = (error: unknown) => say({ failed: String(error) })

const work = async () => {
  const find = faceFinder(await openModels())
  addEventListener('message', ({ data: picture }: MessageEvent<ImageBitmap>) => {
    try {
      say({ shown: showing(find(picture)) })
    } catch (error) {
      fail(error)
    } finally {
      picture.close()
    }
  })
  say({ ready: true })
}
work().catch(fail)
