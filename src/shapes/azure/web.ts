import type { Shapes } from '../shape.ts'

const site = 'Microsoft.Web/sites'
const slot = 'Microsoft.Web/sites/slots'

/** Web and function apps, which the API knows as sites of different kinds. */
export const web: Shapes = {
  owners: [
    ...['azurerm_app_service', 'azurerm_linux_web_app', 'azurerm_windows_web_app'].map((from) => ({
      from,
      to: site,
      fields: { name: 'name', properties: { empty: true } as const, 'properties.httpsOnly': 'https_only' },
    })),
    ...['azurerm_function_app', 'azurerm_linux_function_app', 'azurerm_windows_function_app'].map((from) => ({
      from,
      to: site,
      fields: {
        name: 'name',
        kind: { given: 'functionapp', when: 'name' },
        properties: { empty: true } as const,
        'properties.httpsOnly': 'https_only',
      },
    })),
    ...[
      'azurerm_function_app_slot',
      'azurerm_linux_function_app_slot',
      'azurerm_windows_function_app_slot',
    ].map((from) => ({
      from,
      to: slot,
      fields: { name: 'name', properties: { empty: true } as const, 'properties.httpsOnly': 'https_only' },
    })),
  ],
  companions: [],
  defaults: { [site]: { 'properties.httpsOnly': false }, [slot]: { 'properties.httpsOnly': false } },
}
