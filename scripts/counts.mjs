/**
 * Counts one run of vitest from its JSON report and its exit code. A file that couldn't be loaded, an error outside of every
 * test, a run that ended early or ran nothing: each is a failure, though no test failed.
 */
export const countsOf = (report, code) => {
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
  if (counts.failed === 0 && (code !== 0 || counts.passed === 0)) counts.failed = 1
  return counts
}

const MOST_LINES = 12

/**
 * What failed in one run of vitest, from its JSON report: each with its file, its name and the first lines of its message. A file that couldn't be loaded
 * stands with its own message; a run without a report, or with an error outside of every test, by its title.
 */
export const failuresOf = (report, code, title) => {
  const named = (report?.testResults ?? []).flatMap((file) => {
    const tests = file.assertionResults.filter(({ status }) => status === 'failed')
    if (file.status === 'failed' && tests.length === 0) return [saidOf(file.name, 'the file as a whole', [file.message])]
    return tests.map(({ fullName, failureMessages }) => saidOf(file.name, fullName, failureMessages))
  })
  const unnamed = named.length === 0 && countsOf(report, code).failed > 0
  return unnamed ? [`✗ ${title}: ended with code ${code} and named no test; see above`] : named
}

const saidOf = (file, name, messages) => {
  const lines = messages.join('\n').split('\n').slice(0, MOST_LINES)
  return [`✗ ${file} > ${name}`, ...lines.map((line) => `    ${line}`)].join('\n')
}

export const sum = (all) =>
  all.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }), {
    passed: 0,
    failed: 0,
    skipped: 0,
  })
