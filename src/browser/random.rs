//! Random names, unique across devices.

/// So many random bytes as hexadecimal digits, two for each byte.
#[must_use]
pub fn hexadecimal(bytes: usize) -> String {
    let mut buffer = vec![0_u8; bytes];
    let crypto = super::window().and_then(|window| window.crypto().ok());
    let drawn = crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(&mut buffer).ok());
    if drawn.is_none() {
        // All current browsers have it, and a name only has to be unlikely to occur twice.
        for byte in &mut buffer {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the value lies between 0 and 256"
            )]
            let value = (js_sys::Math::random() * 256.0) as u8;
            *byte = value;
        }
    }
    buffer.iter().map(|byte| format!("{byte:02x}")).collect()
}
