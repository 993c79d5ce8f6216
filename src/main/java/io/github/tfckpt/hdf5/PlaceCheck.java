package io.github.tfckpt.hdf5;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds datasets that lie in the same bytes. Bytes that belong to none are usual in HDF5. */
final class PlaceCheck {

  /** Places that are kept in memory. */
  private static final int MOST = 1 << 18;

  private final FindingSink findings;
  private final List<Place> places = new ArrayList<>();
  private long more;

  PlaceCheck(FindingSink findings) {
    this.findings = findings;
  }

  /** A run of a file that belongs to a dataset. */
  private record Place(Image image, int part, long start, long size, Bytes key) {}

  /** Takes a run. */
  void add(Image image, int part, long start, long size, Bytes key) {
    if (size > 0 && places.size() < MOST) {
      places.add(new Place(image, part, start, size, key));
    } else if (size > 0) {
      more++;
    }
  }

  /** Reports all that overlap with one before them. */
  void finish() {
    places.sort(
        Comparator.comparingInt(Place::part)
            .thenComparingLong(Place::start)
            .thenComparingLong(Place::size));
    Place last = null;
    for (Place place : places) {
      boolean sameFile = last != null && last.part() == place.part();
      long end = sameFile ? last.start() + last.size() : 0;
      if (place.start() < end) {
        String what = "%s: its first %d bytes belong to %s too";
        findings.add(
            Finding.error(
                place.image().description(),
                what.formatted(
                    place.key().quoted(),
                    Math.min(place.size(), end - place.start()),
                    last.key().quoted()),
                place.key()));
      }
      if (place.start() + place.size() > end) {
        last = place;
      }
    }
    if (more > 0) {
      String where = places.get(0).image().description();
      findings.add(Finding.warning(where, more + " runs of data were not compared with others"));
    }
  }
}
