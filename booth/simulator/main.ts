import { DESK_SIZES, wearTokens } from '#kit/tokens.ts'
import { openLink } from '#protocol/link.ts'
import { simulatorMessages, simulatorPushes } from '#protocol/messages.ts'
import { SimulatorApp } from './simulator-app.ts'

wearTokens(DESK_SIZES)
const link = openLink('', { messages: simulatorMessages, pushes: simulatorPushes, path: '/door/socket' })
document.body.append(new SimulatorApp(link, navigator.language.startsWith('zh') ? 'zh' : 'en'))
