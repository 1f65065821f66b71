//! CRC-32, which detects damage in files and stored units.

use crc::{CRC_32_ISO_HDLC, Crc, Table};

/// The checksum of ZIP and PNG. It uses one small table: download size matters more here than the
/// milliseconds that larger tables save on megabytes.
pub static CRC_32: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

/// The CRC-32 of some bytes.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u32 {
    CRC_32.checksum(bytes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_the_one_that_is_in_general_use() {
        assert_eq!(super::checksum(b"123456789"), 0xcbf4_3926);
    }
}
