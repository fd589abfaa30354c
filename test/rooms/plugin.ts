import { relative } from 'node:path'
import { root, ruleBrokenBy } from './imports.ts'

// The table of rooms as a rule of the linter, so that an editor says it while one types.
type Context = { filename: string; report: (fault: { node: object; message: string }) => void }
type Node = { source?: { value: unknown } | null; importKind?: string; exportKind?: string }

const mayImport = {
  create(context: Context) {
    const file = relative(root, context.filename).replaceAll('\\', '/')
    if (file.endsWith('.test.ts') || file.startsWith('test/')) return {}
    const look = (node: Node) => {
      if (typeof node.source?.value !== 'string') return
      const types = node.importKind === 'type' || node.exportKind === 'type'
      const rule = ruleBrokenBy(file, { from: node.source.value, types })
      if (rule !== null) context.report({ node, message: `${node.source.value}: ${rule}` })
    }
    return { ImportDeclaration: look, ExportNamedDeclaration: look, ExportAllDeclaration: look }
  },
}

export default { meta: { name: 'rooms' }, rules: { 'may-import': mayImport } }
