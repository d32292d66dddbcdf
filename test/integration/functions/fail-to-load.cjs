throw new Error('the settings are incomplete');
