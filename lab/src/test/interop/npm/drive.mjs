// Drives a XenAPI server with the unmodified client of Xen Orchestra and prints each step it got through.
// node drive.mjs URL TRANSPORT
import assert from 'node:assert/strict'

import { createClient } from 'xen-api'

const [url, transport] = process.argv.slice(2)

const xapi = createClient({
  auth: { user: 'root', password: 'lab' },
  debounce: 10,
  transport,
  url,
})

const passed = step => console.log(`passed: ${step}`)
const running = vm => vm.power_state === 'Running'
const halted = vm => vm.power_state === 'Halted'

// Resolves with the object of a reference once the events show it in a state.
const seen = (ref, inState) =>
  new Promise(resolve => {
    const check = () => {
      const object = xapi.getObjectByRef(ref, undefined)
      if (object !== undefined && inState(object)) {
        xapi.objects.removeListener('finish', check)
        resolve(object)
      }
    }
    xapi.objects.on('finish', check)
    check()
  })

await xapi.connect()
await xapi.objectsFetched
assert.equal(xapi.pool.name_label, 'lab')
passed('connect')

const hosts = await xapi.getAllRecords('host')
assert.deepEqual(hosts.map(host => host.name_label).sort(), ['h1', 'h2', 'h3', 'h4'])
const [template] = await xapi.call('VM.get_by_name_label', 'debian-12')
assert.equal(Object.values(xapi.objects.indexes.type.VM).some(vm => vm.$ref === template), true)
passed('list')

// callAsync follows the task through events and reads its result.
const vm = await xapi.callAsync('VM.clone', template, `npm-${transport}`)
await xapi.callAsync('VM.provision', vm)
await seen(vm, it => !it.is_a_template)
passed('watch events')

await xapi.callAsync('VM.start', vm, false, false)
const { resident_on: from } = await seen(vm, running)
passed('start')

await assert.rejects(xapi.call('VM.resume', vm, false, false), {
  code: 'VM_BAD_POWER_STATE',
  params: [vm, 'suspended', 'running'],
})
await xapi.setFieldEntry('VM', vm, 'other_config', 'driven', 'yes')
assert.equal((await xapi.getRecord('VM', vm)).other_config.driven, 'yes')
passed('refusals and fields')

const snapshot = await xapi.callAsync('VM.snapshot', vm, 'before')
const { snapshot_of: origin } = await seen(snapshot, it => it.is_a_snapshot)
assert.equal(origin, vm)
passed('snapshot')

await seen(vm, it => it.allowed_operations.includes('pool_migrate'))
const to = hosts.find(host => host.$ref !== from).$ref
await xapi.callAsync('VM.pool_migrate', vm, to, { live: 'true' })
await seen(vm, it => it.resident_on === to)
passed('migrate')

await xapi.callAsync('VM.hard_shutdown', vm)
await seen(vm, halted)
passed('stop')

await xapi.callAsync('VM.destroy', snapshot)
await xapi.callAsync('VM.destroy', vm)
await assert.rejects(xapi.getRecord('VM', vm), { code: 'HANDLE_INVALID' })
passed('destroy')

await xapi.disconnect()
process.exit(0)
