/// The response rate that a norm by size of the group asks of a group of `size` people: linear in the logarithm of the
/// size between the norm's points.
///
/// `points` are (people asked, rate 0 to 1), sizes above 0 and ascending: they are the norm of who uses it, none is
/// built in. JOB publishes (5, 0.60), (100, 0.45) and (1000, 0.22) and no rule between them; the logarithm keeps a step
/// from 10 to 20 people as large as one from 100 to 200. Before the first point its rate holds, after the last that
/// one's. Unit: 0 to 1. `None`: nobody asked, no points, or points that are out of order or no rates.
///
/// Source of points and shape: the indicator 'Rapportcijfer opleiding' of the JOB-monitor,
/// <https://informatie-encyclopedie.nl/indicator/fc0639ee-a558-41ba-a049-e72a4d7d9f28>; the interpolation is ours.
pub fn response_norm(points: &[(u64, f64)], size: u64) -> Option<f64> {
    let ascending = points.iter().zip(points.iter().skip(1)).all(|(one, next)| one.0 < next.0);
    let sound = points.iter().all(|&(people, rate)| people > 0 && (0.0..=1.0).contains(&rate));
    if size == 0 || !ascending || !sound {
        return None;
    }
    let above = points.iter().position(|&(people, _)| people >= size);
    match above {
        None => points.last().map(|&(_, rate)| rate),
        Some(0) => points.first().map(|&(_, rate)| rate),
        Some(index) => {
            let (&(fewer, from), &(more, to)) = (points.get(index - 1)?, points.get(index)?);
            if more == size {
                return Some(to);
            }
            let along = (size as f64 / fewer as f64).ln() / (more as f64 / fewer as f64).ln();
            Some(from + (to - from) * along)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const JOB: [(u64, f64); 3] = [(5, 0.60), (100, 0.45), (1000, 0.22)];

    #[test]
    fn the_points_themselves_are_as_published() {
        for (people, rate) in JOB {
            assert_eq!(response_norm(&JOB, people), Some(rate));
        }
    }

    #[test]
    fn between_two_points_the_logarithm_counts() {
        let twenty_two = response_norm(&JOB, 22).expect("between");
        // ln(22/5)/ln(20) of the way from 60% to 45%
        assert!((twenty_two - 0.525814).abs() < 1e-6, "{twenty_two}");
        let halfway = response_norm(&[(10, 0.8), (1000, 0.2)], 100).expect("between");
        assert!((halfway - 0.5).abs() < 1e-12);
    }

    #[test]
    fn outside_the_points_the_nearest_one_holds() {
        assert_eq!(response_norm(&JOB, 1), Some(0.60));
        assert_eq!(response_norm(&JOB, 5_000), Some(0.22));
        assert_eq!(response_norm(&[(30, 0.5)], 4), Some(0.5));
        assert_eq!(response_norm(&[(30, 0.5)], 400), Some(0.5));
    }

    #[test]
    fn without_people_or_without_a_norm_there_is_no_rate_to_reach() {
        assert_eq!(response_norm(&JOB, 0), None);
        assert_eq!(response_norm(&[], 30), None);
    }

    #[test]
    fn points_that_are_no_norm_ask_nothing() {
        assert_eq!(response_norm(&[(100, 0.5), (5, 0.6)], 30), None);
        assert_eq!(response_norm(&[(5, 0.5), (5, 0.6)], 5), None);
        assert_eq!(response_norm(&[(0, 0.5)], 5), None);
        assert_eq!(response_norm(&[(5, 60.0)], 5), None);
        assert_eq!(response_norm(&[(5, f64::NAN)], 5), None);
    }

    proptest! {
        #[test]
        fn more_people_are_never_asked_for_a_higher_rate(size in 1u64..3000, more in 0u64..500) {
            let (one, other) = (response_norm(&JOB, size), response_norm(&JOB, size + more));
            prop_assert!(one >= other && one <= Some(0.60) && other >= Some(0.22));
        }
    }
}
