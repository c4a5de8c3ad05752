/** Devices that send positions of units, and implausible positions. */
import { useSignal } from '@preact/signals'
import {
  devicesSchema,
  type PatrolDevice,
  quarantineSchema,
} from '../../../geodata/model/answers/patrol-device.ts'
import { formatNumber } from '../../format.ts'
import { Failure, useAction } from '../../parts/form.tsx'
import { Loaded, useResource } from '../../parts/resource.tsx'
import { ShownOnce } from '../../parts/shown-once.tsx'
import { sendJson } from '../../source/send.ts'
import { language } from '../../store.ts'
import { formatDayTime } from '../china-time.ts'
import { DeviceForm } from './device-form.tsx'
import { deviceMessages, doubtTitles, messages } from './messages.ts'

const readDevices = (body: unknown) => devicesSchema.parse(body).devices
const readDoubtful = (body: unknown) => quarantineSchema.parse(body)

interface RowProps {
  readonly device: PatrolDevice
  readonly gateway: string | undefined
  readonly busy: boolean
  readonly onRevoke: () => void
}

function DeviceRow({ device, gateway, busy, onRevoke }: RowProps) {
  const spoken = language.value
  const { name, unit, external_id, datum, last_at, revoked_at } = device
  const facts = [
    unit ?? deviceMessages.gateway[spoken],
    gateway && `${deviceMessages.via[spoken]} ${gateway} (${external_id})`,
    datum === 'gcj02' && 'GCJ-02',
  ]
  return (
    <li class="entry" data-ended={revoked_at !== null}>
      <div>
        <p class="entry-name">
          {name}
          {revoked_at !== null && <span class="role-tag">{deviceMessages.revoked[spoken]}</span>}
        </p>
        <p class="small">{facts.filter((fact) => fact).join(' · ')}</p>
        <p class="muted small">
          {last_at === null
            ? deviceMessages.never[spoken]
            : `${deviceMessages.lastAt[spoken]} ${formatDayTime(last_at, spoken)}`}
        </p>
      </div>
      {revoked_at === null && (
        <button type="button" class="text-button danger" disabled={busy} onClick={onRevoke}>
          {deviceMessages.revoke[spoken]}
          <span class="visually-hidden"> {name}</span>
        </button>
      )}
    </li>
  )
}

function DoubtfulList() {
  const spoken = language.value
  const doubtful = useResource('/patrol/positions/quarantine?limit=100', readDoubtful)
  return (
    <Loaded resource={doubtful}>
      {({ positions, more }) =>
        positions.length === 0 ? (
          <p class="muted">{deviceMessages.noDoubtful[spoken]}</p>
        ) : (
          <>
            <ul class="plain entries">
              {positions.map(({ id, unit, device, at, reason, accuracy_m, speed_mps, lon, lat }) => (
                <li key={id} class="entry">
                  <div>
                    <p class="entry-name">
                      {unit} <span class="role-tag">{doubtTitles[reason][spoken]}</span>
                    </p>
                    <p class="small">
                      {formatDayTime(at, spoken)} · {lon.toFixed(5)}, {lat.toFixed(5)}
                      {accuracy_m !== null &&
                        ` · ${deviceMessages.accuracy[spoken]} ${formatNumber(accuracy_m, spoken, 0)} m`}
                      {speed_mps !== null && ` · ${formatNumber(speed_mps * 3.6, spoken, 0)} km/h`}
                    </p>
                    <p class="muted small">{device ?? deviceMessages.byAccount[spoken]}</p>
                  </div>
                </li>
              ))}
            </ul>
            {more && <p class="muted small">{deviceMessages.more[spoken]}</p>}
          </>
        )
      }
    </Loaded>
  )
}

/** Shows implausible positions on request only, because each access is audited. */
function Doubtful() {
  const spoken = language.value
  const isShown = useSignal(false)
  return (
    <section aria-label={deviceMessages.doubtful[spoken]}>
      <h3>{deviceMessages.doubtful[spoken]}</h3>
      {isShown.value ? (
        <DoubtfulList />
      ) : (
        <button
          type="button"
          class="button"
          onClick={() => {
            isShown.value = true
          }}
        >
          {deviceMessages.showDoubtful[spoken]}
        </button>
      )}
    </section>
  )
}

export function DevicesView() {
  const spoken = language.value
  const devices = useResource('/patrol/devices', readDevices)
  const action = useAction()
  const token = useSignal<string | null>(null)
  const revoke = (id: number) =>
    action.run(async () => {
      await sendJson('DELETE', `/patrol/devices/${id}`)
      devices.reload()
    })
  return (
    <>
      <p class="muted small">{deviceMessages.intro[spoken]}</p>
      <Failure reason={action.failure} />
      {token.value !== null && (
        <ShownOnce
          secret={token.value}
          text={deviceMessages.token[spoken]}
          onClose={() => {
            token.value = null
          }}
        />
      )}
      <Loaded resource={devices}>
        {(list) => (
          <>
            {list.length === 0 && <p class="muted">{messages.none[spoken]}</p>}
            <ul class="plain entries">
              {list.map((device) => (
                <DeviceRow
                  key={device.id}
                  device={device}
                  gateway={list.find(({ id }) => id === device.gateway_id)?.name}
                  busy={action.busy}
                  onRevoke={() => void revoke(device.id)}
                />
              ))}
            </ul>
            <DeviceForm
              gateways={list.filter((one) => one.unit === null && one.revoked_at === null)}
              onAdded={(made) => {
                token.value = made
                devices.reload()
              }}
            />
          </>
        )}
      </Loaded>
      <Doubtful />
    </>
  )
}
