import type { Shapes } from '../shape.ts'

const machine = 'Microsoft.Compute/virtualMachines'
const scaleSet = 'Microsoft.Compute/virtualMachineScaleSets'
const linux = 'properties.osProfile.linuxConfiguration.disablePasswordAuthentication'
const scaledLinux =
  'properties.virtualMachineProfile.osProfile.linuxConfiguration.disablePasswordAuthentication'

/** Virtual machines and sets of them. */
export const compute: Shapes = {
  owners: [
    {
      from: 'azurerm_linux_virtual_machine',
      to: machine,
      fields: {
        name: 'name',
        'properties.osProfile.linuxConfiguration': { empty: true },
        [linux]: 'disable_password_authentication',
        'properties.osProfile.adminPassword': 'admin_password',
      },
    },
    {
      from: 'azurerm_virtual_machine',
      to: machine,
      fields: {
        name: 'name',
        [linux]: 'os_profile_linux_config.disable_password_authentication',
        'properties.osProfile.adminPassword': 'os_profile.admin_password',
      },
    },
    {
      from: 'azurerm_linux_virtual_machine_scale_set',
      to: scaleSet,
      fields: {
        name: 'name',
        'properties.virtualMachineProfile.osProfile.linuxConfiguration': { empty: true },
        [scaledLinux]: 'disable_password_authentication',
        'properties.virtualMachineProfile.osProfile.adminPassword': 'admin_password',
      },
    },
  ],
  companions: [],
  defaults: { [machine]: { [linux]: true }, [scaleSet]: { [scaledLinux]: true } },
}
