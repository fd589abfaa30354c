import { hearPresses } from '#kit/press.ts'
import { BOOTH_SIZES, wearTokens } from '#kit/tokens.ts'
import { openLink } from '#protocol/link.ts'
import { serviceMessages, servicePushes } from '#protocol/messages.ts'
import { ServiceApp } from './service-app.ts'

wearTokens(BOOTH_SIZES)
hearPresses()
const link = openLink('', { messages: serviceMessages, pushes: servicePushes, path: '/door/socket' })
document.body.append(new ServiceApp(link, navigator.language.startsWith('zh') ? 'zh' : 'en'))
